"""A form whose fields are settings of the spawner, one of which there is not."""

c = get_config()

c.JupyterHub.spawner_class = "dockerspawner.DockerSpawner"
c.Spawner.options_form = '<input name="image"><input name="node">'
c.Spawner.options_from_form = "simple"
c.Spawner.apply_user_options = {"image": "image", "node": "node_name"}
