using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Gateway.Management;

/// <summary>What was made or changed since the plan, as a file.</summary>
internal sealed record ManagementSnapshot(ManagedUser[] Users, ManagedSubscription[] Subscriptions)
{
    public static ManagementSnapshot Read(string path)
    {
        if (!File.Exists(path))
            return new([], []);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SnapshotJson.Default.ManagementSnapshot)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new GatewayStartException($"the snapshot '{path}' is not one of this gateway: {error.Message}; remove it to begin anew");
        }
    }

    /// <summary>Either the old file or the new one is there, whatever happens: the keys in it are its owner's alone.</summary>
    public void Write(string path)
    {
        var next = $"{path}.next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(next, options))
        {
            JsonSerializer.Serialize(file, this, SnapshotJson.Default.ManagementSnapshot);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ManagementSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
