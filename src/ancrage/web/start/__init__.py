"""Starting the application: on one person's machine (`local`), or as the processes of a server (`server`)."""
