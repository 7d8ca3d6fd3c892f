"""`python -m tejido` is the `tejido` command."""

from tejido.cli.main import main

main()
