using System.Globalization;
using Platform.Inference.Faults;

namespace Platform.Inference.Serving;

/// <summary>How long a request may wait to be started, by its header.</summary>
internal static class RequestTimeout
{
    public const string Header = "X-Request-Timeout-Ms";

    /// <returns>Null for the server's own.</returns>
    /// <exception cref="ProtocolException">400: the header is no time.</exception>
    public static TimeSpan? Of(HttpRequest request)
    {
        var header = request.Headers[Header];
        if (header.Count == 0)
            return null;
        if (int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw ProtocolException.BadRequest(
            $"header {Header} is '{Quote.Short(header.ToString())}'; expected a whole number of milliseconds from 1");
    }
}
