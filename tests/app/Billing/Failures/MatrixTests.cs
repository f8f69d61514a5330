using Platform.Payments.Http;

namespace Platform.Billing.Tests.Failures;

/// <summary>
/// What a crash may do: billing is killed by SIGKILL in the middle of each of its steps, started again, and has to end with the same books:
/// every call counted once, one invoice that can be made again to the byte, one capture.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class MatrixTests(PostgresServer postgres)
{
    /// <summary>After which statement it is killed. What a transaction did before it is gone with it.</summary>
    public static TheoryData<string, string, string> Statements
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var kind in new[] { "sqlite", "postgres" })
                foreach (var (table, verb) in new[]
                {
                    ("usage_log", "INSERT"), ("usage_total", "INSERT"), ("period", "INSERT"), ("invoice_number", "INSERT"),
                    ("invoice", "INSERT"), ("invoice_line", "INSERT"),
                    ("period", "UPDATE"), ("ledger", "INSERT"), ("charge", "INSERT"), ("charge", "UPDATE"), ("invoice", "UPDATE"),
                    ("verification", "INSERT"),
                })
                    cells.Add(kind, table, verb);
            return cells;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Statements))]
    public async Task Kill_AfterAStatement_EndsWithTheSameBooks(string kind, string table, string verb)
    {
        await using var shop = await OpenAsync(kind);
        await new Stall(shop.Store).KillInAsync(table, verb, () => Start(shop));
        await FinishAsync(shop);
    }

    [SkippableTheory]
    [InlineData("sqlite", Fault.HeldBefore)]
    [InlineData("sqlite", Fault.HeldAfter)]
    [InlineData("postgres", Fault.HeldBefore)]
    [InlineData("postgres", Fault.HeldAfter)]
    public async Task Kill_WhileTheProviderIsAsked_ChargesOnce(string kind, object fault)
    {
        await using var shop = await OpenAsync(kind);
        await shop.KillWhileTheProviderIsAskedAsync((Fault)fault, () => Start(shop));
        await FinishAsync(shop);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Kill_WhileAWebhookIsStored_HasItSentAgainAndAppliesItOnce(string kind)
    {
        await using var shop = await OpenAsync(kind);
        await FinishAsync(shop);
        var (stall, to) = (new Stall(shop.Store), new Uri($"http://127.0.0.1:{FreePort()}/webhooks/paypal"));
        var refund = await shop.Server.RefundThereAsync(shop.Captured.Single().Id);
        await stall.SetAsync("webhook", "INSERT");
        using (var killed = BillingProcess.Start(shop.Store, (PayPalServer)shop.Server, to.GetLeftPart(UriPartial.Authority)))
        {
            using var patience = new CancellationTokenSource(Stall.Patience);
            var reached = stall.ReachedAsync(patience.Token);
            var sending = SendUntilAsync(reached, () => SendAsync(shop, to, refund, patience.Token));
            await reached;
            await killed.KillAsync();
            Assert.False(await sending);
        }

        await stall.LiftAsync("webhook");
        Assert.Equal("0", await shop.TextAsync("SELECT COUNT(*) FROM webhook"));
        using (BillingProcess.Start(shop.Store, (PayPalServer)shop.Server, to.GetLeftPart(UriPartial.Authority)))
        {
            using var patience = new CancellationTokenSource(Stall.Patience);
            while (!await SendAsync(shop, to, refund, patience.Token))
                await Task.Delay(20, patience.Token);
            Assert.True(await SendAsync(shop, to, refund, patience.Token));
            await shop.UntilAsync("SELECT state FROM webhook", "applied");
        }

        Assert.Equal("done", await shop.TextAsync("SELECT state FROM refund"));
        await shop.AssertInvariantsAsync();
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Restore_ToAnEarlierPoint_ReadsTheLogsAgainAndFindsThePayment(string kind)
    {
        await using var shop = await OpenAsync(kind);
        var backup = await shop.Store.BackUpAsync(postgres);
        await FinishAsync(shop);
        await shop.Store.RestoreAsync(backup, postgres);
        Assert.Equal("0 0", await shop.TextAsync("SELECT (SELECT COUNT(*) FROM usage_log) AS a, (SELECT COUNT(*) FROM charge) AS b"));

        await FinishAsync(shop);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Terminate_AtAnyTime_EndsCleanAndGivesTheLeaseBack(string kind)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        await using var shop = await OpenAsync(kind);
        using (var process = Start(shop))
        {
            await shop.UntilAsync("SELECT state FROM invoice", "paid");
            Assert.Equal(0, await process.TerminateAsync());
        }

        Assert.Equal("0", await shop.TextAsync("SELECT expires FROM lease"));
    }

    // Nobody listens at first
    private static async Task<bool> SendUntilAsync(Task reached, Func<Task<bool>> send)
    {
        while (true)
        {
            var answered = await send();
            if (answered || reached.IsCompleted)
                return answered;
            await Task.Delay(20);
        }
    }

    private static async Task<bool> SendAsync(Shop shop, Uri to, string refund, CancellationToken cancellationToken)
    {
        try
        {
            await ((PayPalServer)shop.Server).SendAsync(to, "WH-EV", "PAYMENT.CAPTURE.REFUNDED", refund, PayPalServer.WebhookId);
            return true;
        }
        catch (Xunit.Sdk.TrueException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Runs billing until the invoice is paid, and looks at everything.</summary>
    private static async Task FinishAsync(Shop shop)
    {
        using (Start(shop))
        {
            await shop.UntilAsync("SELECT state FROM invoice", "paid");
            await shop.UntilAsync("SELECT COUNT(*) FROM verification", "1");
        }

        Assert.Equal($"{MonthOver.Calls}", await shop.TextAsync("SELECT CAST(SUM(calls) AS BIGINT) FROM usage_total"));
        Assert.Equal(("2026-000001", "40.46"), (await shop.TextAsync("SELECT number FROM invoice"), shop.Captured.Single().Value));
        Assert.Null(await shop.Store.VerifyAsync("2026-000001"));
        await shop.AssertInvariantsAsync();
    }

    private static BillingProcess Start(Shop shop) => BillingProcess.Start(shop.Store, (PayPalServer)shop.Server);

    private async Task<Shop> OpenAsync(string kind)
        => await Shop.OpenAsync(await MonthOver.OpenAsync(kind, postgres), await PayPalServer.StartAsync(TimeProvider.System));

    /// <summary>The kill and the restart have to be found at one address.</summary>
    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
