"""The workspace's registry of models, by MLflow, which takes folders of its own layout alone:

https://learn.microsoft.com/azure/machine-learning/how-to-manage-models-mlflow#create-models-from-assets
"""
from steps import Refused, track


def register(folder, name):
    """folder: with a file MLmodel. Says which version it has become."""
    from mlflow.exceptions import MlflowException
    from mlflow.tracking import MlflowClient
    client = MlflowClient()
    try:
        client.create_registered_model(name)
    except MlflowException as error:
        # It is there from the second time on; what else is wrong, the next call says too
        print(f"{name}: {error}")
    version = client.create_model_version(name=name, source=f"file://{folder.resolve()}").version
    track({"registered": f"{name}:{version}"})
    print(f"registered as {name}, version {version}", flush=True)
    return version


def register_better(folder, name, verdict):
    """folder: a model's, with one version. A job that finds nothing better has done its work, and registers nothing."""
    if not verdict["better"]:
        print("nothing is registered", flush=True)
        return
    found = list(folder.glob("*/model.onnx"))
    if len(found) != 1:
        raise Refused(f"'{folder}' holds {len(found)} versions; expected one")
    import onnx
    from mlflow.models import Model
    described = Model()
    # As mlflow.onnx.save_model writes it, but for where the file lies: https://mlflow.org/docs/latest/models.html
    described.add_flavor("onnx", onnx_version=onnx.__version__, data=found[0].relative_to(folder).as_posix(), providers=["CPUExecutionProvider"])
    described.save(str(folder / "MLmodel"))
    register(folder, name)
