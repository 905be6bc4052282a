"""How one installation of Gainsay is set up and started; knows the two apps, and neither knows it."""
