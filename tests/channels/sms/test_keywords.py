from __future__ import annotations

import time

import pytest

from channels.sms.keywords import Keyword, Word, keyword, says_a_machine

# Each line is one text message; "\n" in a line is a new line.
STOP_MEANT = r"""
STOP
stop
Stop
 stop
sToP
STOP.
STOP!!!
stop...
"STOP"
'stop'
‘Stop’
*STOP*
(stop)
Stop x
stop xx
STOP 🛑
🛑 STOP 🛑
stop 😡😡
stop 🙏
stop please
Please stop
pls stop
plz stop
stop pls
stop plz thx
please stop thank you
stop thanks
stop thank you very much
Stop, many thanks
stop ta
ok stop
stop ok
stop sorry
sorry, stop
no thanks stop
No, stop
hi stop please
stop now
STOP NOW PLEASE
stop stop
STOP STOP STOP
stop stop stop please
stopstop
stopp
stoppp
stpo
sotp
st0p
s t o p
STOP\n
\n\nStop
st​op
STOPALL
stop all
STOP ALL please
unsubscribe
UNSUBSCRIBE
Unsubscribe please
unsubscribed
unsuscribe
unsubcribe
un-subscribe
unsubscribe me
unsubscribe me from this list
please unsubscribe me from your texts
cancel
CANCEL
cancel please
end
END
quit
Quit.
opt out
optout
opt-out
opt me out please
ARRET
i want to opt out
I would like to unsubscribe
stop texting
stop texting me
STOP TEXTING ME!!!
Stop texting me please
please stop texting me now
can you stop texting me please
could you please stop texting me
can u stop txting me
please can you stop texting me
stop messaging me
stop msging me pls
stop sending me texts
stop sending me messages
please stop sending me these messages
stop sending texts
stop contacting me
stop spamming me
stop texting my phone
stop texting this number
stop texts
stop the texts
stop these texts please
stop messages
stop all messages
stop all these messages
stop your messages
cancel texts
cancel alerts
end texts
no more texts
no more texts please
no more messages thank you
dont text me
don't text me again
don’t text me anymore
do not text me
do not contact me again
never text me again
do not message this number
remove me
remove me from your list
remove my number please
delete my number
take me off this list
please take my number off your list
i don't want any more texts
I dont want texts from you
don't want these messages any more
i want to stop getting these texts
want to stop receiving messages
i want to stop these texts
"""
NO_STOP = r"""
bus stop
the bus doesnt stop here
where does the bus stop
which stop for the food bank
nearest stop to cv34
stop my benefits
they want to stop my benefits
dwp stopped my money
my money stopped
can they stop my pip
stop my uc
stop the eviction
stop eviction
stop bailiffs
how do i stop the bailiffs
stop him
stop him hitting me
please stop him
make him stop
make it stop
make it stop please
please make it stop
stop it
stop it please
he wont stop
he won't stop texting me
my ex wont stop texting me
stop my ex texting me
stop him contacting me
stop them texting me
how do i stop messages from my ex
stop texts from my ex
stop scam texts
stop scam calls
he keeps sending me messages please stop him
i cant stop crying
cant stop drinking
i want to stop
I want to stop drinking
want to stop smoking
need to stop gambling
help me stop
help to stop smoking
stop smoking
stop smoking service
quit smoking
i want to quit
want to quit drinking
quit my job
i quit my job
quit now
how to quit
cancel my pip
cancel my claim
cancel my tenancy
they cancel my pip
cancel council tax direct debit
cancel appointment
can i cancel my appointment
cancel my subscription
cancel gym
cancel the order
cancel it
cancel now
cancelled
hospital cancelled on me
end of my tether
at the end of my tether
end of tenancy
end it
end it all
end it please
end it now
no end
no end to it
no cancel that
end this
end now
i want it to end
i want to end it
i want to end it all
want to end my life
want it all to end
end of the month no food
week end
weekend
west end
my tenancy will end
its the end
the end
relationship at an end
my contract ends friday
opt out of pension
opt out of school meals
unsubscribe from netflix how
stop and shop
non stop pain
one stop shop
one stop
full stop
stop gap money
pit stop
stop over in rugby
tram stop
stopped
stopping
dont stop
don't stop
please dont stop
please don't stop
no dont stop helping
stop i need help
stop help me
stop the pain
stop my pain
stop debt
stop the noise next door
stop neighbours noise
stop work
i had to stop work
stop gas getting cut off
stop paying rent?
delete facebook
remove asbestos
remove rats
remove mould
remove my ex from tenancy
take me to hospital
take my kids off me
they will take my kids off me
no more food
no more money
no more
i dont want to live
i dont want any more
i dont want to be here any more
dont contact my mum
dont tell my husband
don't text my old number i lost my phone
please dont text me when he is home
do not ring me, text
text me back
can you text me
no texts from the council yet
i get no messages
sms
text
texts
updates
alerts
leave me alone
go away
no
no thanks
thanks
ok
yes
"""
START_MEANT = "start|START|Start please|start!|unstop|subscribe|resume|opt in|restart texts|start texts|start texting me again|hi start"
HELP_MEANT = "help|HELP|Help!|help?|info|INFO|?|??|???| ? |help info|? ?"
MORE_MEANT = "more|More|MORE please|more pls|more?|please more|ok more|yes more please|mor|moer|more 🙏|show more|show me more|see more|more results|next|next please|others|more x"
BACK_MEANT = "back|BACK|back please|bak|go back|list|List please|back to the list|back to list|⬅️ back"
NEW_MEANT = "new|NEW|New please|new search|start again|start over|start again please|restart|reset|begin again|new!"
NUMBERS_MEANT = [
    *((f"{number}", number) for number in range(1, 10)),
    *(
        ("1.", 1),
        (" 2 ", 2),
        ("3)", 3),
        ("(4)", 4),
        ("#5", 5),
        ("no 6", 6),
        ("No. 7", 7),
        ("number 8", 8),
        ("NUMBER 9", 9),
    ),
    *(
        ("option 2", 2),
        ("Option: 3", 3),
        ("2 please", 2),
        ("number 3 pls", 3),
        ("2️⃣", 2),
        ("1 👍", 1),
        ("no2", 2),
        ("'4'", 4),
    ),
    *(("3!", 3), ("2 thanks", 2), ("1 x", 1), ("4\n", 4)),
]
SAID_TO_THE_ASSISTANT = r"""
more food please
more food
more help
need more money
more than 2 kids
no more
any more
once more
more nappies
one more thing
more info about food
morning
back pain
my back hurts
bad back
back rent
back in rugby
back from hospital
come back later
call me back
text me back
backpack
im back
bring back my benefits
listen
list of food banks
new baby
new home
new shoes for school
new to the area
new cooker
new here
i need a new bed
nothing new
newborn
start a business
start school
starting work monday
where do i start
i want to start again
start of the month
my baby will start nursery
when does it start
head start
help me
help with rent
help please
please help
help!! my husband
i need help
can you help
help with food
help paying gas
helping hands
home help
household help
information
info on pip
debt info
what?
why?
really??
?help me
number 9 bus
bus 9
9 bus
9 kids
5 of us
2 kids
3 people
0
10
12
07
1 2
1 or 2
1 and 3
1,2
2nd
the second one
two
one
£5
£ 5
5%
-5
5°
5 degrees
5p
5 pounds
5pm
at 5
1/2
1+1
<3
:3
;3
~5
3 weeks
24/7
999
101
cv34 4rl
4 bed house
no 1 cares
no one
number
option
no
"""
MACHINES = r"""
I'm driving right now. I'll reply later.
I’m driving right now – I’ll get back to you later
I am driving right now. I'll contact you later.
I'm currently driving and will reply when I stop
I'm driving with Focus turned on. I'll see your message when I get where I'm going.
I'm driving with Do Not Disturb While Driving turned on. I'll see your message when I get where I'm going.
I have Do Not Disturb turned on. I'll see your message later.
I'm not receiving notifications. If this is urgent, reply "urgent" to send a notification through with your original message.
(I'm not receiving notifications. If this is urgent, reply “urgent” to send a notification through with your original message.)
Auto-reply: I am on annual leave until Monday.
Auto reply: thanks, I'll call back.
AutoReply: In a meeting
[Auto-Reply] Busy, will text later
Automatic reply: Out of office
Automated response: your message was received.
Automated message. Do not reply.
Auto response - office closed
This is an automated message. Please do not reply.
This is an automated message, please do not respond to this number.
This is an automatic reply. I am away until 3 March.
Hi, this is an automated response from Rugby Taxis.
Sorry, this is an automated service and we can't read replies.
Thank you for your message. This is an auto-response; we open at 9.
Out of office: back on Monday
Out of Office - I return 3 January.
Out of office reply
I am out of the office until Monday 3 March and will reply on my return.
Hi, I'm out of office this week with limited access to email. I will respond when I return.
Hello, I am currently on annual leave. I will get back to you on Tuesday.
Thank you for your message. I am away until Monday and will reply when I am back.
Thanks for your text. I'm unable to answer right now but I'll get back to you soon.
I'm currently unavailable, I'll call you when I can.
I'm in a meeting. I'll call you later.
Thank you for contacting Warwick Surgery. We will respond within two working days.
Thanks for your message. We'll get back to you shortly.
Thank you for texting Leam Dental. A member of our team will be in touch.
Thank you for your enquiry, our office is closed until Monday.
Thanks for contacting us! Our team will reply soon.
Thanks for getting in touch. Our lines are open 8am to 6pm.
Good morning. Thank you for your message. We aim to reply within 24 hours.
Thank you for your message, it has been received.
This number is not monitored.
This inbox is unmonitored. Call 0345 000 0000.
Barclays: this number is not monitored. Please use the app.
DPD: Replies to this number are not monitored.
Royal Mail: replies will not be read. Visit the website.
This number does not accept incoming messages.
Sorry, this number cannot receive replies.
Evri: This service cannot accept text messages.
HSBC: We are unable to respond to messages. Please call the number on your card.
Lloyds Bank: We can't receive replies on this number.
Sorry, we did not understand your response. Please reply YES or NO.
NHS: We couldn't recognise your reply. Please call the surgery.
Your parcel is out for delivery today. Please do not reply to this message.
Your code is 123456. Do not reply to this text
The number you have texted is no longer in service. Please check it.
This number is no longer in use. Please call 0300 000 0000.
Message delivery failed
SMS message could not be delivered to +447700900123
Undeliverable: your message
"""
PEOPLE = r"""
Sorry, I can't talk right now.
sorry i cant talk right now
I can't talk right now he is here
cant talk hes in the next room
cannot speak can only text
Can I call you later?
I'm on my way.
i'm on my way to the foodbank which one is open
I cant talk. he will hear me
I'm driving around and have nowhere to sleep
im driving for a living and my back went
i am driving myself mad with worry
I'm driving to rugby food bank can I call when I arrive
I'm driving 40 miles to hospital, will I get back the petrol money
im sleeping in my car, im driving it to a car park later
I got an automated message saying my UC stopped
i keep getting an auto reply from housing
Automated message said my claim is closed
automatic reply from council, nobody helps
is this an automated message?
is this an automated service
are you an automatic reply?
this is an automated message isnt it
the council sent me this is an automated message and told me nothing
it says this is an automated message please do not reply and I need a person
my worker is out of office until monday
housing officer out of the office and i am homeless tonight
I am out of the office all day so cannot ring, who can help with rent
out of office work since may need help
i was on annual leave and lost my job
I'm on sick leave and can't pay rent
I'm off work sick, will they return my money
I'm unable to work, can you answer a question about pip
I'm unable to walk, who will call me?
i'm away from home with the kids, we are in a refuge
do not disturb on my phone but debt collectors still ring
my phone is on do not disturb turned on so he cant see
my heating is not being monitored by the landlord
blood pressure not monitored since gp closed
i was left unmonitored on the ward
the text says do not reply to this message what do i do
Your parcel is held pay £2. Do not reply to this text. is this a scam?
it said do not reply to this number
i got a text from noreply at hmrc
no reply from the council
no-reply from housing
they sent no reply
my bank says this number cannot receive texts
foodbank number does not accept texts
the number you gave me is no longer in use
this number is no longer in use
that foodbank is no longer in service
the bus is no longer in service
message failed to send earlier, i need food
message failed
i tried to email, undeliverable
my post is undeliverable
I'm in a room with him, he will see your text
I'm in a car and he will answer the phone
I'm unable to talk now, I will text you when he goes
I'm unable to answer he's here I'll text you later
I'm not available to talk, my husband is home. I will text you later
I'm in a refuge, who will contact you
sorry this number is mums, please ring as we can't receive texts
ring mum because this number can't receive texts
this phone can't receive texts
This number is no longer in use. Please give me another
Thanks for your message. The place is currently closed, anywhere else
thanks for texting, our electric is off
thank you for your message
thanks for your text
Thank you for contacting me. I need a food bank
thanks for your message we have no food
thanks for texting me back, are they open soon
thanks for your message, can someone call my mum
thanks for your message i am still hungry and we have 2 hours of gas left
thank you for your message, we will go soon
thanks for your text our kids need shoes
we cant read letters from council
we can't read english well
we didn't understand your message
we did not understand your reply, where is it
auto repair costs too much
automatic washing machine broken
my car is automatic
reply to me please
please reply
I'm busy right now, he is watching me
will you call me later
"""


def lines(table: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in table.split("\n") if line]


@pytest.mark.parametrize("text", lines(STOP_MEANT))
def test_who_means_stop_is_understood(text: str) -> None:
    assert keyword(text) == Keyword(Word.STOP)


@pytest.mark.parametrize("text", lines(NO_STOP))
def test_a_stop_word_within_a_message_about_life_is_no_keyword(text: str) -> None:
    assert keyword(text) is None


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (word, text)
        for word, table in (
            (Word.START, START_MEANT),
            (Word.HELP, HELP_MEANT),
            (Word.MORE, MORE_MEANT),
            (Word.BACK, BACK_MEANT),
            (Word.NEW, NEW_MEANT),
        )
        for text in table.split("|")
    ],
)
def test_the_other_words_are_understood(word: Word, text: str) -> None:
    assert keyword(text) == Keyword(word)


@pytest.mark.parametrize(("text", "number"), NUMBERS_MEANT)
def test_a_bare_number_is_a_choice(text: str, number: int) -> None:
    assert keyword(text) == Keyword(Word.NUMBER, number)


@pytest.mark.parametrize("text", lines(SAID_TO_THE_ASSISTANT))
def test_a_word_or_number_within_a_question_is_no_keyword(text: str) -> None:
    assert keyword(text) is None


@pytest.mark.parametrize("text", ["", " ", "\n", "...", "!", "🙏", "\u200b", "\u0000", "'", "_"])
def test_nothing_said_is_no_keyword(text: str) -> None:
    assert keyword(text) is None


@pytest.mark.parametrize("text", ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"])
def test_whatever_twilio_blocks_is_stop_for_us(text: str) -> None:
    assert keyword(text) == keyword(text.lower()) == keyword(f" {text.title()} ") == Keyword(Word.STOP)


@pytest.mark.parametrize("text", lines(MACHINES))
def test_what_a_machine_says_is_known(text: str) -> None:
    assert says_a_machine(text)
    assert says_a_machine(text.upper())
    assert says_a_machine(f"\n {text.replace(' ', '  ')}\r\n")


@pytest.mark.parametrize("text", lines(PEOPLE))
def test_somebody_is_never_taken_for_a_machine(text: str) -> None:
    assert not says_a_machine(text)


@pytest.mark.parametrize("text", lines(STOP_MEANT) + lines(NO_STOP) + lines(SAID_TO_THE_ASSISTANT))
def test_nothing_that_residents_text_is_taken_for_a_machine(text: str) -> None:
    assert not says_a_machine(text)


@pytest.mark.parametrize("text", lines(MACHINES) + lines(PEOPLE))
def test_neither_a_machines_words_nor_ones_like_them_are_a_keyword(text: str) -> None:
    assert keyword(text) is None


@pytest.mark.parametrize(
    "part",
    [
        "stop ",
        "please ",
        "i'm driving right now, ",
        "thanks for your message ",
        "sorry x ",
        "auto ",
        "stop all these texts ",
        "?",
        " ",
    ],
)
def test_a_very_long_text_is_looked_through_quickly(part: str) -> None:
    text = (part * 4000)[:4000] + "§"
    began = time.process_time()
    keyword(text)
    says_a_machine(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("table", "least"), [(STOP_MEANT, 60), (NO_STOP, 80), (SAID_TO_THE_ASSISTANT, 80), (MACHINES, 30), (PEOPLE, 30)]
)
def test_the_tables_are_long_and_say_nothing_twice(table: str, least: int) -> None:
    assert len(lines(table)) == len(set(lines(table))) >= least
