using System.Net;

namespace Platform.Payments.Http;

/// <summary>
/// What the payer sees: two buttons, as nobody is charged here. Its icon is empty, or browsers would ask for one that is not there.
/// </summary>
internal static class ApprovalPage
{
    public static string Write(string? session) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>Approve a payment method</title></head>
        <body>
        <h1>Approve a payment method</h1>
        <p>This stands in for the payment provider: nobody is charged.</p>
        <form method="post">
          <input type="hidden" name="session" value="{WebUtility.HtmlEncode(session)}">
          <button name="decision" value="approve">Approve</button>
          <button name="decision" value="cancel">Cancel</button>
        </form>
        </body></html>
        """;
}
