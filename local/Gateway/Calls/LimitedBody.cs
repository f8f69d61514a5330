namespace Platform.Gateway.Calls;

/// <summary>A body that has to be there as a whole.</summary>
internal static class LimitedBody
{
    /// <returns>Null: it is larger.</returns>
    public static async ValueTask<byte[]?> ReadAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var piece = new byte[16 << 10];
        int count;
        while ((count = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (whole.Length + count > most)
                return null;
            whole.Write(piece, 0, count);
        }

        return whole.ToArray();
    }
}
