using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>The header and the variable in which a number is shown, where the policy names them.</summary>
internal sealed class TokenNames
{
    private readonly string? _header;
    private readonly string? _variable;

    public TokenNames(PolicyElement element, string prefix, string? header = null)
        => (_header, _variable) = (element.Literal($"{prefix}-header-name") ?? header, element.Literal($"{prefix}-variable-name"));

    public void Set(GatewayCall call, long value)
    {
        if (_variable is not null)
            call.Variables[_variable] = (int)Math.Min(value, int.MaxValue);
    }

    public void Show(List<(string, string)> headers, long value)
    {
        if (_header is not null)
            headers.Add((_header, value.ToString(CultureInfo.InvariantCulture)));
    }
}
