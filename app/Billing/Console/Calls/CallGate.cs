using Platform.Billing.Console.Security;

namespace Platform.Billing.Console.Calls;

/// <summary>Who may call the API from a page, and under which subscription: a customer's own, or that of all visitors.</summary>
/// <param name="caller">Null without a gateway: nobody can call.</param>
/// <param name="visitors">Theirs.</param>
/// <param name="attempts">How often a visitor may.</param>
internal sealed class CallGate(ApiCaller? caller, Visitors visitors, Attempts attempts)
{
    /// <returns>The way to call; or, where it is null, why not.</returns>
    public async Task<(CallWay? Way, string Message, int Status)> AdmitAsync(ConsoleCall call)
    {
        if (call.View.Customer is null && !attempts.MayTry(call.Context))
            return (null, Texts.TooMany, StatusCodes.Status429TooManyRequests);
        var sid = call.View.Customer is { } customer ? customer.Current?.Sid : await visitors.OpenAsync(call.Aborted);
        return caller is null || sid is null
            ? (null, call.View.Customer is null ? Texts.NoVisitors : Texts.Cancelled, StatusCodes.Status422UnprocessableEntity)
            : (new CallWay(caller, sid), "", StatusCodes.Status200OK);
    }
}
