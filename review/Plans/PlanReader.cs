using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Values;
using YamlDotNet.Core;

namespace Platform.Review.Plans;

/// <summary>Reads a committed plan back.</summary>
internal static class PlanReader
{
    /// <param name="source">What the plan is called in messages: <c>review/plans/dev.yaml at 1a2b3c4</c>.</param>
    /// <exception cref="ReviewException">It is no plan, or one of another schema.</exception>
    public static Plan Read(string yaml, string source) => Read(Parse(yaml, source), source);

    /// <inheritdoc cref="Read(string, string)"/>
    /// <param name="document">Of which the plan takes what it needs.</param>
    public static Plan Read(JsonObject document, string source)
    {
        if (document["schemaVersion"]?.ToJsonString() is var version && version != $"{Plan.SchemaVersion}")
            throw Fault(
                $"{source} has schemaVersion {version ?? "none"}, and {Plan.SchemaVersion} is read here; "
                + "compare with a base that has the same.");
        try
        {
            return new Plan(
                Text(document, "project"), Text(document, "stack"), [.. List(document).Select(Resource)],
                (JsonObject)document["outputs"]!.DeepClone());
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or InvalidCastException or NullReferenceException or JsonException)
        {
            throw Fault($"{source} is no plan; write it anew with: {CommittedPlans.Remedy}", exception);
        }
    }

    private static ReviewException Fault(string message, Exception? inner = null)
        => new(message, inner) { ExitCode = ExitCodes.UnreadablePlan };

    private static JsonObject Parse(string yaml, string source)
    {
        try
        {
            return YamlDocument.Parse(yaml) as JsonObject
                ?? throw Fault($"{source} is no plan; write it anew with: {CommittedPlans.Remedy}");
        }
        catch (YamlException exception)
        {
            throw Fault(
                $"{source} is not valid YAML at line {exception.Start.Line}; write it anew with: {CommittedPlans.Remedy}", exception);
        }
    }

    private static IEnumerable<JsonObject> List(JsonObject document)
        => ((JsonArray)document["resources"]!).Select(resource => (JsonObject)resource!);

    private static PlannedResource Resource(JsonObject members) => new(
        Text(members, "path"),
        Text(members, "name"),
        Text(members, "type"),
        (bool)members["custom"]!,
        (string?)members["parent"],
        members["options"].Deserialize(PlannedOptionsJson.Default.PlannedOptions)!,
        Detached((JsonObject)members["inputs"]!));

    private static JsonObject Detached(JsonObject inputs)
    {
        inputs.Parent!.AsObject().Remove("inputs");
        return inputs;
    }

    private static string Text(JsonObject members, string name) => (string)members[name]!;
}
