using Platform.Billing.Data;
using Platform.Billing.Payments;
using Platform.Billing.Webhooks;

namespace Platform.Billing.Hosting;

/// <summary>Where the payment provider says what happened. What it signed is kept and answered at once; the effect comes later.</summary>
internal static class WebhookEndpoints
{
    private const int MaxBytes = 256 * 1024;

    public static void MapWebhooks(this WebApplication app)
    {
        foreach (var provider in app.Services.GetServices<IPaymentProvider>())
            app.MapPost(
                $"/webhooks/{provider.Name}",
                (HttpContext context, Database database, TimeProvider time) => TakeAsync(context, provider, database, time));
    }

    /// <returns>200 where it is kept; 400 where it is not signed; 503 where that cannot be told now, so that it is sent again; 413 where it
    /// is too large.</returns>
    private static async Task<IResult> TakeAsync(HttpContext context, IPaymentProvider provider, Database database, TimeProvider time)
    {
        if (await ReadAsync(context) is not { } raw)
            return Results.Text($"a webhook has at most {MaxBytes} bytes", statusCode: StatusCodes.Status413PayloadTooLarge);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        try
        {
            var sent = await provider.ReadWebhookAsync(raw, headers, context.RequestAborted);
            await database.InTransactionAsync(
                transaction => WebhookStore.AddAsync(transaction, provider.Name, sent, raw, time.GetUtcNow()), CancellationToken.None);
            return Results.Ok();
        }
        catch (SignatureException refused)
        {
            await database.InTransactionAsync(
                transaction => WebhookStore.KeepAsync(transaction, provider.Name, refused.Message, raw, time.GetUtcNow()),
                CancellationToken.None);
            return Results.Text(refused.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (HttpRequestException away)
        {
            return Results.Text($"{away.Message}; send it again", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        var (buffer, length) = (new byte[MaxBytes + 1], 0);
        int count;
        while (length < buffer.Length
            && (count = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted)) > 0)
            length += count;
        return length > MaxBytes ? null : buffer[..length];
    }
}
