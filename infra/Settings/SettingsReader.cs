using System.Globalization;
using System.Text.Json;

namespace Platform.Infra.Settings;

/// <summary>
/// Reads typed settings and goes on after a bad one, so that the user sees every problem at once.
/// A bad value reads as its default; <see cref="ThrowIfInvalid"/> keeps such a value from being used.
/// </summary>
/// <param name="read">By key: the project's own without its namespace, any other with it.</param>
internal sealed class SettingsReader(string stack, Func<string, string?> read)
{
    private readonly List<SettingsProblem> _problems = [];
    private readonly List<SettingDeclaration> _declarations = [];
    private string _concern = "";

    public string Stack { get; } = stack;

    public IReadOnlyList<SettingDeclaration> Declarations => _declarations;

    /// <summary>What is read next is listed under this heading.</summary>
    public SettingsReader Under(string concern)
    {
        _concern = concern;
        return this;
    }

    /// <summary>Text that <paramref name="accepts"/> approves; without a default it is required.</summary>
    public string Text(Setting setting, string allowed, Predicate<string> accepts, string? @default = null, string? example = null)
    {
        Declare(setting, SettingType.String, @default is null ? null : JsonSerializer.Serialize(@default), allowed);
        var given = read(setting.Key) ?? @default;
        if (given is not null && accepts(given))
            return given;
        Reject(setting.Key, given, allowed, Set(setting.Key, example ?? @default ?? "<value>"));
        return @default ?? "";
    }

    /// <param name="setting">Its meaning may have the bounds in the place of <c>{range}</c>.</param>
    public int Whole(Setting setting, int @default, int min, int max)
    {
        var allowed = $"a whole number from {min} to {max}";
        var meaning = setting.Meaning.Replace("{range}", $"{min} to {max}", StringComparison.Ordinal);
        Declare(setting with { Meaning = meaning }, SettingType.Integer, Invariant(@default), allowed);
        var given = read(setting.Key);
        if (given is null)
            return @default;
        if (int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Reject(setting.Key, given, allowed, Set(setting.Key, Invariant(@default)));
        return @default;
    }

    public bool Flag(Setting setting, bool @default)
    {
        Declare(setting, SettingType.Boolean, @default ? "true" : "false", "true or false");
        var given = read(setting.Key);
        if (given is null)
            return @default;
        if (given is "true" or "false")
            return given is "true";
        Reject(setting.Key, given, "true or false", Set(setting.Key, @default ? "true" : "false"));
        return @default;
    }

    /// <summary>One of an enum's members, written in camel case; without a default it is required.</summary>
    public T Choice<T>(Setting setting, T? @default = null, Func<T, string>? spell = null) where T : struct, Enum
    {
        spell ??= value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
        var values = Enum.GetValues<T>();
        var allowed = string.Join(", ", values.Select(spell));
        Declare(setting, SettingType.String, @default is { } d ? JsonSerializer.Serialize(spell(d)) : null, allowed);
        var given = read(setting.Key);
        if (given is null && @default is { } fallback)
            return fallback;
        foreach (var value in values)
            if (spell(value) == given)
                return value;
        Reject(setting.Key, given, allowed, Set(setting.Key, spell(@default ?? values[0])));
        return @default ?? values[0];
    }

    /// <summary>Any of an enum's members, written as they are.</summary>
    public IReadOnlyList<T> Choices<T>(Setting setting, params T[] @default) where T : struct, Enum
    {
        var names = Enum.GetNames<T>();
        return
        [
            .. Texts(
                setting, $"a list of any of {string.Join(", ", names)}", names.Contains, [.. @default.Select(each => $"{each}")], names[0])
                .Distinct().Select(Enum.Parse<T>),
        ];
    }

    /// <summary>A list of texts, each of which <paramref name="accepts"/> approves.</summary>
    /// <param name="default">Null where one at least has to be given.</param>
    public IReadOnlyList<string> Texts(
        Setting setting, string allowed, Predicate<string> accepts, IReadOnlyList<string>? @default, string example)
    {
        Declare(setting, SettingType.Array, @default is null ? null : JsonSerializer.Serialize(@default), allowed);
        var given = read(setting.Key);
        if (given is null && @default is not null)
            return @default;
        if (TryParse<List<JsonElement>>(given, out var items))
        {
            var values = items.ConvertAll(Text);
            if (values.TrueForAll(accepts) && (values.Count > 0 || @default is not null))
                return values;
        }

        // The CLI writes digits as a number unless told otherwise
        Reject(
            setting.Key, given, allowed,
            SetPart($"{setting.Key}[0]", example.All(char.IsAsciiDigit) ? $"{example} --type string" : example));
        return @default ?? [];
    }

    /// <summary>A JSON value of the stack file, read strictly: a property that <typeparamref name="T"/> lacks is a problem.</summary>
    public T Object<T>(string key, string allowed, T @default) where T : class
    {
        Declare(new(key, allowed), SettingType.Object, null, allowed);
        var given = read(key);
        if (given is null)
            return @default;
        if (TryParse<T>(given, out var value))
            return value;
        Reject(key, given, allowed, Remove(key));
        return @default;
    }

    /// <summary>Reports a value that is sound by itself and wrong beside another.</summary>
    /// <param name="remedy">The command that mends it: <see cref="Set"/>, <see cref="SetPart"/> or <see cref="Remove"/>.</param>
    public void Reject(string key, string? given, string allowed, string remedy)
        => _problems.Add(new(Setting.FullKey(key), given is null ? "not set" : $"'{given}'", allowed, remedy));

    public string Set(string key, string value) => $"pulumi config set --stack {Stack} {key} {value}";

    /// <param name="path">Of an item or a property, e.g. <c>alertEmails[0]</c>.</param>
    public string SetPart(string path, string value) => $"pulumi config set --stack {Stack} --path '{path}' {value}";

    public string Remove(string key) => $"pulumi config rm --stack {Stack} {key}";

    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
            throw new InvalidSettingsException(Stack, _problems);
    }

    private void Declare(Setting setting, SettingType type, string? @default, string allowed)
        => _declarations.Add(new(setting, _concern, type, @default, allowed));

    private static bool TryParse<T>(string? json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value) where T : class
    {
        value = null;
        try
        {
            value = json is null ? null : JsonSerializer.Deserialize<T>(json, _strictJson);
        }
        catch (JsonException)
        {
            // The caller reports what was given and what is allowed; the parser's own words add nothing to that.
        }

        return value is not null;
    }

    private static readonly JsonSerializerOptions _strictJson = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    // YAML has [1, 2] where [ "1", "2" ] was meant
    private static string Text(JsonElement item) => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
