"""text messages"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_contact",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("greeted", sa.Boolean(), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sms_contact")),
    )
    with op.batch_alter_table("sms_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sms_contact_due_at"), ["due_at"], unique=False)

    op.create_table(
        "sms_inbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("provider_id", sa.String(length=100), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=True),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("heard", sa.String(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_inbound")),
        sa.UniqueConstraint("provider", "provider_id", name=op.f("uq_sms_inbound_provider_provider_id")),
    )
    with op.batch_alter_table("sms_inbound", schema=None) as batch_op:
        batch_op.create_index("ix_sms_inbound_contact", ["contact", "state", "received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sms_inbound_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_sms_inbound_stored_at"), ["stored_at"], unique=False)

    op.create_table(
        "sms_outbound",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("contact", sa.String(length=64), nullable=True),
        sa.Column("inbound_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.String(length=100), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_outbound")),
        sa.UniqueConstraint("inbound_id", "part", name=op.f("uq_sms_outbound_inbound_id_part")),
        sa.UniqueConstraint("reference", name=op.f("uq_sms_outbound_reference")),
    )
    with op.batch_alter_table("sms_outbound", schema=None) as batch_op:
        batch_op.create_index("ix_sms_outbound_contact", ["contact", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sms_outbound_created_at"), ["created_at"], unique=False)
        batch_op.create_index("ix_sms_outbound_due", ["state", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sms_outbound_provider_id"), ["provider_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sms_outbound", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sms_outbound_provider_id"))
        batch_op.drop_index("ix_sms_outbound_due")
        batch_op.drop_index(batch_op.f("ix_sms_outbound_created_at"))
        batch_op.drop_index("ix_sms_outbound_contact")

    op.drop_table("sms_outbound")
    with op.batch_alter_table("sms_inbound", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sms_inbound_stored_at"))
        batch_op.drop_index(batch_op.f("ix_sms_inbound_state"))
        batch_op.drop_index("ix_sms_inbound_contact")

    op.drop_table("sms_inbound")
    with op.batch_alter_table("sms_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sms_contact_due_at"))

    op.drop_table("sms_contact")
