"""What nbgrader is told on the whole machine: /etc/jupyter/nbgrader_config.py."""

import os
import pwd

c = get_config()  # noqa: F821

# Students see the courses of whose groups they are, each in a folder of its own. A course's own
# account is nobody to the hub, and may ask it nothing: its formgrader would end with an error.
if not pwd.getpwuid(os.getuid()).pw_name.startswith("grader-"):
    c.Authenticator.plugin_class = "nbgrader.auth.JupyterHubAuthPlugin"
c.Exchange.path_includes_course = True
c.Exchange.root = "/srv/nbgrader/exchange"

# Students can write into the exchange what they like, links to the work of others too.
c.ExchangeFactory.collect = "autograder.commands.nbgrader.collecting.ExchangeCollect"
