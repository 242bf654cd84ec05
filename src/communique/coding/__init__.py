"""One report in, one record out: the ordered steps and the collecting of records."""
