namespace Platform.Payments.Http;

/// <summary>Where this stand-in is, as the caller knows it.</summary>
internal static class Origins
{
    extension(HttpContext context)
    {
        public string Origin => $"{context.Request.Scheme}://{context.Request.Host}";
    }
}
