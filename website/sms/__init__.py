"""Where providers of text messages call us, and the page that plays a telephone."""
