"""One module a subcommand of `countercheck`; each is imported when it is called, so that every start is quick."""
