using Platform.Inference.Tests.Export;

namespace Platform.Inference.Tests.Training;

/// <summary>
/// A job of the workspace, with what Debian has no packages of: onnxruntime, which answers as sure as the file says where no other is
/// given, pandas, and MLflow, which keeps a record of what it was told.
/// </summary>
internal sealed class StandInWorkspace
{
    private const string Job = """
        import os, runpy, sys
        sys.path[:0] = [sys.argv.pop(1), sys.argv.pop(1)]
        os.environ["MLFLOW_TRACKING_URI"] = "record"
        sys.argv[0] = sys.path[1] + "/run.py"
        exec(sys.argv.pop(1))
        runpy.run_path(sys.argv[0], run_name="__main__")
        """;

    private readonly TemporaryFolder _folder;
    private readonly string _training;
    private readonly string _modules;

    /// <param name="runtime">What the module onnxruntime is.</param>
    public StandInWorkspace(TemporaryFolder folder, string training, string? runtime = null)
    {
        (_folder, _training, _modules) = (folder, training, folder.File("modules"));
        Write("onnxruntime.py", runtime ?? """
            import numpy
            class InferenceSession:
                def __init__(self, path, providers):
                    self.sure = float(open(path).read())
                def get_inputs(self):
                    return [type("Input", (), {"name": "features", "type": "tensor(float)"})]
                def run(self, outputs, values):
                    # Of the bundled rows, 50 of each class in their order
                    truth = numpy.repeat(numpy.arange(3), 50)
                    return [numpy.where(numpy.eye(3)[truth] > 0, self.sure, (1 - self.sure) / 2)]
            """);
        Write("pandas.py", """
            import numpy
            class DataFrame:
                def __init__(self, columns):
                    self.columns = columns
                def __getitem__(self, names):
                    return self.columns[names] if isinstance(names, str) else numpy.column_stack([self.columns[name] for name in names])
                def to_parquet(self, path):
                    path.write_text(f"{len(self.columns['label'])} rows of {', '.join(self.columns)}")
            """);
        WriteTracking();
    }

    private void WriteTracking()
    {
        Write("mlflow/__init__.py", """
            import json, pathlib
            def record(*what):
                with open(pathlib.Path(__file__).parent.parent / "record", "a") as file:
                    file.write(json.dumps(what) + "\n")
            def log_metric(name, value, step=None):
                record("metric", name, value, step) if step else None
            def log_param(name, value):
                record("param", name, value)
            def log_artifacts(folder, place):
                record("artifacts", place, sorted(file.name for file in pathlib.Path(folder).iterdir()))
            """);
        Write("mlflow/exceptions.py", "class MlflowException(Exception): pass");
        Write("mlflow/tracking.py", """
            import pathlib
            import mlflow
            from mlflow.exceptions import MlflowException
            class MlflowClient:
                def create_registered_model(self, name):
                    raise MlflowException("it is there")
                def create_model_version(self, name, source):
                    folder = pathlib.Path(source.removeprefix("file://"))
                    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
                    mlflow.record("version", name, files)
                    return type("Version", (), {"version": "7"})
            """);
        Write("mlflow/models.py", """
            import json, mlflow
            class Model:
                def add_flavor(self, name, **parameters):
                    self.flavors = {name: parameters}
                def save(self, path):
                    open(path, "w").write(json.dumps(self.flavors))
                    mlflow.record("described", self.flavors)
            """);
        Write("mlflow/sklearn.py", """
            import pathlib, mlflow
            def save_model(sk_model, path):
                pathlib.Path(path).mkdir()
                (pathlib.Path(path) / "MLmodel").write_text("sklearn")
                mlflow.record("saved", sk_model.min_samples_leaf, list(sk_model.classes_))
            """);
    }

    /// <summary>A statement of Python before the step's.</summary>
    public string Before { get; init; } = "";

    /// <summary>What it prints.</summary>
    /// <param name="given">Folders by the names that the step knows them by, and values as <c>name=value</c>.</param>
    public async Task<string> RunAsync(string model, string step, params string[] given)
    {
        var (code, output, errors) = await StartAsync(model, step, given);
        Assert.True(code == 0, output + errors);
        return output.Trim();
    }

    /// <inheritdoc cref="RunAsync"/>
    /// <summary>How it ends, and what it prints.</summary>
    public Task<(int ExitCode, string Output, string Errors)> StartAsync(string model, string step, params string[] given)
        => Python.StartAsync([
            "-c", Job, _modules, _training, Before, model, step,
            .. given.SelectMany(each => each.Split('=') is [var name, var value]
                ? new[] { $"--{name}", value }
                : [$"--{each}", _folder.File(each)])], null);

    /// <summary>What MLflow was told, a line for each call.</summary>
    public async Task<string[]> RecordAsync()
        => File.Exists(Path.Combine(_modules, "record")) ? await File.ReadAllLinesAsync(Path.Combine(_modules, "record")) : [];

    private void Write(string file, string text)
    {
        var path = Path.Combine(_modules, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
