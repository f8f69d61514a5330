#nullable disable // An expression is C# 7, where nothing is annotated

using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Platform.Gateway.Expressions;

/// <summary>What the service adds to strings: credentials and tokens out of headers.</summary>
public static class ExpressionExtensions
{
    public static BasicAuthCredentials AsBasic(this string input) => input.TryParseBasic(out var result) ? result : null;

    public static bool TryParseBasic(this string input, out BasicAuthCredentials result)
    {
        result = null;
        if (input is null || !input.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[input.Length];
        if (!Convert.TryFromBase64String(input["Basic ".Length..].Trim(), bytes, out var count))
            return false;
        var parts = Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2);
        result = parts.Length == 2 ? new(parts[0], parts[1]) : null;
        return result is not null;
    }

    public static Jwt AsJwt(this string input) => input.TryParseJwt(out var result) ? result : null;

    public static bool TryParseJwt(this string input, out Jwt result)
    {
        result = null;
        var token = input is not null && input.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? input["Bearer ".Length..]
            : input;
        if (token?.Split('.') is not [var header, var payload, _])
            return false;
        try
        {
            result = new(Part(header), Part(payload));
            return true;
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static JObject Part(string text)
    {
        var base64 = text.Replace('-', '+').Replace('_', '/');
        return JObject.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='))));
    }
}
