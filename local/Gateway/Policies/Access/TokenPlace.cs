using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>Where a call has its token: in a header, in the query, or where an expression finds it.</summary>
internal sealed class TokenPlace
{
    private const string Authorization = "Authorization";

    private readonly PolicyValue? _header;
    private readonly PolicyValue? _parameter;
    private readonly PolicyValue? _value;
    private readonly PolicyValue? _scheme;

    /// <param name="header">Where the policy says nothing; null: it has to.</param>
    public TokenPlace(PolicyElement element, string? header)
    {
        (_header, _parameter, _value) = (
            element.Optional("header-name"), element.Optional("query-parameter-name"), element.Optional("token-value"));
        _scheme = header is null ? element.Optional("require-scheme") : null;
        var given = new[] { _header, _parameter, _value }.Count(each => each is not null);
        if (given > 1 || given == 0 && header is null)
            throw element.Position.Error(
                $"<{element.Name}> has {given} of header-name, query-parameter-name and token-value; allowed: one");
        if (given == 0)
            _header = new(header, null);
    }

    /// <returns>Empty: there is none.</returns>
    public async ValueTask<string> FindAsync(GatewayCall call)
    {
        if (_value is not null)
            return await _value.TextAsync(call);
        if (_parameter is not null)
            return call.OriginalUrl.Query.GetValueOrDefault(await _parameter.TextAsync(call), "");
        var name = await _header!.TextAsync(call);
        var given = call.Headers.GetValueOrDefault(name, "").Trim();
        if (!name.Equals(Authorization, StringComparison.OrdinalIgnoreCase))
            return given;
        var scheme = _scheme is null ? "Bearer" : await _scheme.TextAsync(call);
        if (given.StartsWith($"{scheme} ", StringComparison.OrdinalIgnoreCase))
            return given[(scheme.Length + 1)..].Trim();
        return _scheme is null ? given : "";
    }
}
