using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The configuration values of one namespace, the project's own unless another is named.</summary>
public sealed class Config
{
    private readonly string _name;

    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    public string? Get(string key) => Deployment.InternalInstance.Configuration.Get(FullKey(key));

    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw NotValid(key, text, nameof(Boolean)),
    };

    public int? GetInt32(string key)
        => Get(key) is not { } text ? null
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
            : throw NotValid(key, text, nameof(Int32));

    public double? GetDouble(string key)
        => Get(key) is not { } text ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw NotValid(key, text, nameof(Double));

    [return: MaybeNull]
    public T GetObject<T>(string key) => Parsed<T>(key, Get(key), options: null);

    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Parsed<T>(key, Get(key), options);

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key)!);

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options)
        => GetObject<T>(key, options) is { } value ? Output.CreateSecret(value) : null;

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public T RequireObject<T>(string key) => Parsed<T>(key, Require(key), options: null)!;

    public T RequireObject<T>(string key, JsonSerializerOptions options) => Parsed<T>(key, Require(key), options)!;

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options)
        => Output.CreateSecret(RequireObject<T>(key, options));

    private string FullKey(string key) => $"{_name}:{key}";

    private T? Parsed<T>(string key, string? text, JsonSerializerOptions? options)
    {
        try
        {
            return text is null ? default : JsonSerializer.Deserialize<T>(text, options);
        }
        catch (JsonException exception)
        {
            throw NotValid(key, text, typeof(T).FullName!, exception);
        }
    }

    private RunException NotValid(string key, string? value, string type, Exception? inner = null)
        => new($"Configuration '{FullKey(key)}' value '{value}' is not a valid {type}", inner);

    private RunException Missing(string key)
        => new($"Missing Required configuration variable '{FullKey(key)}'\n"
            + $"\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`");
}
