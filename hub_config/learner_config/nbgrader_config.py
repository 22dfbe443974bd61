"""nbgrader's settings in a learner's server: the portal is the exchange."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # nbgrader provides it

c.ExchangeFactory.exchange = "hub_config.exchange.base.PortalExchange"
c.ExchangeFactory.fetch_assignment = "hub_config.exchange.fetch.PortalFetchAssignment"
c.ExchangeFactory.fetch_feedback = "hub_config.exchange.feedback.PortalFetchFeedback"
c.ExchangeFactory.list = "hub_config.exchange.listing.PortalList"
c.ExchangeFactory.submit = "hub_config.exchange.submit.PortalSubmit"
c.Authenticator.plugin_class = "hub_config.exchange.access.PortalDecides"
