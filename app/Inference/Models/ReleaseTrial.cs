using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>Finds which version of a model is being released.</summary>
internal static class ReleaseTrial
{
    /// <param name="versions">Loaded versions of one model, ascending.</param>
    /// <param name="setting">What the server's configuration says; else model.json does.</param>
    /// <param name="problem">Why nothing is released although that is asked for; null where nothing is wrong.</param>
    /// <returns>Null where none is. One that cannot take over is taken back from the start: it must not serve just because it is the
    /// highest.</returns>
    public static ModelVersion? Find(ModelVersion[] versions, ReleaseSettings? setting, out string? problem)
    {
        problem = null;
        var settings = setting ?? versions.LastOrDefault()?.Settings.Release;
        var trial = settings is null ? null : Array.Find(versions, version => version.Number == settings.Version);
        var service = Array.FindLast(versions, version => version != trial);
        if (settings is not null && (trial is null || service is null))
        {
            problem = trial is null ? $"version {settings.Version} is to be released, which is not loaded"
                : $"version {settings.Version} is to be released, and there is no other that it could take over from";
            trial = null;
        }

        foreach (var version in versions)
            version.Begin(version == trial ? settings : null);
        if (trial is null)
            return null;
        problem = settings!.Problem is { } wrong ? $"the server's configuration sets {wrong}"
            : Difference(service!, trial) is { } difference
            ? $"version {trial.Version} cannot take over from version {service!.Version}: {difference}"
            : null;
        if (problem is not null)
            trial.Release!.TakeBack(problem);
        return trial;
    }

    /// <summary>What callers would notice: of a model that writes texts they do not see the graph's tensors.</summary>
    private static string? Difference(ModelVersion service, ModelVersion trial)
        => (service.Use<IModelWriter>(), trial.Use<IModelWriter>()) switch
        {
            ({ } inService, { } writer) => writer.LackOf(inService),
            ({ }, null) => "it writes no texts",
            (null, { }) => "it writes texts",
            _ => Difference(service.Signature, trial.Signature),
        };

    private static string? Difference(Signature service, Signature trial)
        => Difference("input", service.Inputs, trial.Inputs) ?? Difference("output", service.Outputs, trial.Outputs);

    private static string? Difference(string role, TensorSpec[] service, TensorSpec[] trial)
        => service.Select(Show).SequenceEqual(trial.Select(Show)) ? null
            : $"its {role}s are {string.Join(", ", trial.Select(Show))} instead of {string.Join(", ", service.Select(Show))}";

    private static string Show(TensorSpec spec) => $"'{spec.Name}' {spec.Type.Name} [{string.Join(',', spec.Shape)}]";
}
