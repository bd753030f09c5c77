"""People's door, and the probes of who watches over the installation."""
