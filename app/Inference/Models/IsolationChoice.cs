namespace Platform.Inference.Models;

/// <summary>
/// Where a model runs: in a process of its own where values of a request can end the process, unless model.json says otherwise.
/// </summary>
internal static class IsolationChoice
{
    /// <param name="settings">Of the model.</param>
    /// <param name="fatal">The operator with which values can end the process, or null.</param>
    /// <param name="findings">Takes what is chosen, and why.</param>
    public static Isolation Of(ModelSettings settings, string? fatal, List<Finding> findings)
    {
        if (fatal is not null && settings.Isolation != Isolation.Process)
            findings.Add(settings.Isolation is null
                ? new Finding(
                    $"values of a request can end the process that it runs in, in its operator {fatal}, so that it runs in a "
                    + "process of its own",
                    "\"isolation\": \"process\" in model.json says the same, and \"none\" has it run in the server all the same")
                : new Finding(
                    $"values of a request can end the server, in its operator {fatal}",
                    "set \"isolation\" of model.json to \"process\", or leave it out"));
        return settings.Isolation ?? (fatal is null ? Isolation.None : Isolation.Process);
    }
}
