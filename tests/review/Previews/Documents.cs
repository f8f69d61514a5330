using System.Text.Json.Nodes;
using Platform.Review.Previews;

namespace Platform.Review.Tests.Previews;

/// <summary>What Pulumi writes, in small: one step of each kind.</summary>
internal static class Documents
{
    public const string Stack = "urn:pulumi:dev::platform::pulumi:pulumi:Stack::platform-dev";

    public static string File(string name) => Path.Combine(RepositoryRoot.Path, "tests", "review", "Previews", "Documents", $"{name}.json");

    public static JsonObject Read(string name) => (JsonObject)JsonNode.Parse(System.IO.File.ReadAllText(File(name)))!;

    /// <summary>A preview of these steps, each given as JSON members; the stack's own is there as well.</summary>
    public static PreviewDocument Of(params string[] steps) => PreviewReader.Read(
        (JsonObject)JsonNode.Parse(
            $$"""{"steps":[{"op":"same","urn":"{{Stack}}"}{{string.Concat(steps.Select(step => $",{{{step}}}"))}}]}""")!, "preview.json");

    /// <summary>A step's members: its operation, and a vault's inputs in its old and new state.</summary>
    public static string Step(string op, string? before, string? after, string more = "") => Step(op, before, after, more, "vault");

    public static string Step(string op, string? before, string? after, string more, string name)
    {
        var urn = $"urn:pulumi:dev::platform::platform:infra:Secrets$azure-native:keyvault:Vault::{name}";
        return $"""
            "op":"{op}","urn":"{urn}"{State("oldState", before)}{State("newState", after)}{(more.Length > 0 ? "," : "")}{more}
            """;

        string State(string member, string? inputs)
            => inputs is null ? "" : $$$""","{{{member}}}":{"urn":"{{{urn}}}","custom":true,"inputs":{{{inputs}}}}""";
    }
}
