"""JupyterHub's configuration: it only sets; what it sets is explained where it is made."""

from hub_config import hub_corrections, hub_options
from hub_config.sandbox_probe import check_sandbox
from hub_config.settings import HubSettings
from hub_config.spawner import WorkspaceSpawner

settings = HubSettings.from_environ()
check_sandbox(settings.sandbox)
hub_options.prepare_directories(settings)
hub_corrections.say_how_requests_came()

c = get_config()  # type: ignore[name-defined]  # JupyterHub provides it
c.JupyterHub.update(hub_options.hub(settings))
c.ConfigurableHTTPProxy.update(hub_options.proxy(settings))
c.Authenticator.update(hub_options.authenticator())
c.GenericOAuthenticator.update(hub_options.oidc(settings))
c.Spawner.update(hub_options.spawner(settings))
c.JupyterHub.spawner_class = WorkspaceSpawner
c.WorkspaceSpawner.settings = settings
