using YamlDotNet.Serialization;

namespace Platform.Rehearsal.Tests;

/// <summary>The committed plan of dev, as JSON.</summary>
internal static class DevPlan
{
    public static string Write(string folder)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plans", "dev.yaml")))!;
        var file = Path.Combine(folder, "plan.json");
        File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(yaml));
        return file;
    }
}
