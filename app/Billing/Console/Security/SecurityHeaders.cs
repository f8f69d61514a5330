namespace Platform.Billing.Console.Security;

/// <summary>What every answer of the console says to browsers.</summary>
internal static class SecurityHeaders
{
    /// <summary>The manifest has a directive of its own, without which the console could not be installed.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

    public static void Write(HttpResponse response, bool isSecure)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // What is shown is one customer's; assets say otherwise. Both words, or each page with a form warns in the log that it writes them
        // itself
        headers.CacheControl = "no-cache, no-store";
        if (isSecure)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
