"""`communique actors`: look up who is who and who held what, when."""

from __future__ import annotations

import typer

app = typer.Typer(help="Look up actors and offices by date; add your own.", no_args_is_help=True)
