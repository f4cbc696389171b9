"""A form whose choice the configuration follows by itself."""

c = get_config()


def follow(spawner, options):
    spawner.mem_limit = {"small": "1G", "large": "4G"}[options.get("size", "small")]


c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.Spawner.options_form = '<select name="size"><option>small</option><option>large</option></select>'
c.Spawner.options_from_form = "simple"
c.Spawner.apply_user_options = follow
