using System.Data.Common;
using System.Text.Json.Nodes;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Corrections;
using Platform.Billing.Credits;
using Platform.Billing.Money;
using Platform.Billing.Plans;
using Platform.Billing.Webhooks;
using static Platform.Billing.Operators.OperatorRequests;

namespace Platform.Billing.Operators;

/// <summary>What operators can do. Each is part of a transaction that writes the audit too.</summary>
internal static class OperatorActions
{
    private const int LongestId = 100;

    /// <summary>Of one order, in units of a currency, so that thousands of them add up.</summary>
    private const decimal MostAmount = 1_000_000_000;

    /// <summary>A thousand times the price.</summary>
    private const long MostIndexPpm = 1_000_000_000;

    private const long MostCalls = 1_000_000_000_000;

    public static async Task<JsonObject> AdjustAsync(OperatorCall call, Adjust request)
    {
        RequireId(request.Id);
        var isNew = await UsageAdjustments.AddAsync(
            call.Transaction,
            new UsageAdjustment(request.Id, request.Sid, request.At, request.Meter, request.Delta, request.Reason, call.Actor), call.Now);
        return new JsonObject { ["id"] = request.Id, ["isNew"] = isNew };
    }

    public static async Task<JsonObject> TakeBackAsync(OperatorCall call, TakeBack request)
    {
        RequireId(request.Id);
        var note = await CreditNotes.IssueAsync(
            call.Transaction,
            new CreditOrder(
                request.Id, request.Invoice, request.Amount is { } amount ? Micros(amount) : null, request.Reason, call.Actor), call.Now);
        return JsonNode.Parse(CreditNoteJson.Write(note))!.AsObject();
    }

    public static async Task<JsonObject> CreditAsync(OperatorCall call, Credit request)
    {
        RequireId(request.Id);
        var currency = await call.Transaction.Connection!.ExecuteScalarAsync<string>(
            "SELECT currency FROM account WHERE id = @Account", new { request.Account }, call.Transaction)
            ?? throw new OperatorException($"there is no account '{request.Account}'");
        if (request.Amount <= 0)
            throw new OperatorException($"the credit is over {request.Amount} {currency}; expected more than 0");
        var isNew = await CreditGrants.GiveAsync(
            call.Transaction,
            new CreditGrant(request.Id, request.Account, currency, Micros(request.Amount), request.Expires, request.Reason), call.Actor,
            call.Now);
        return new JsonObject { ["id"] = request.Id, ["isNew"] = isNew };
    }

    public static Task<JsonObject> TaxRateAsync(OperatorCall call, string account, TaxRate request)
        => request.TaxRatePpm is < 0 or > 1_000_000
            ? throw new OperatorException(
                $"the tax rate is {request.TaxRatePpm}; expected 0 to 1000000 millionths, such as 190000 for 19 %")
            : MoveAsync(
                call, "UPDATE account SET tax_rate_ppm = @TaxRatePpm WHERE id = @account", new { request.TaxRatePpm, account },
                $"there is no account '{account}'");

    /// <summary>A value that is there stays, as months may have been rated by it.</summary>
    public static async Task<JsonObject> IndexAsync(OperatorCall call, string name, string month, IndexValue request)
    {
        if (request.ValuePpm is < 1 or > MostIndexPpm)
            throw new OperatorException(
                $"the value is {request.ValuePpm}; expected 1 to {MostIndexPpm} millionths, such as 1030000 for 3 % more");
        var known = await PlanStore.IndexesAsync(call.Transaction);
        if (!known.Contains(name))
            throw new OperatorException($"no plan has an index '{name}'; expected {(known.Count > 0
                ? $"one of {string.Join(", ", known)}"
                : "a plan with one first")}");
        return await MoveAsync(
            call,
            "INSERT INTO price_index (name, month, value_ppm, source) VALUES (@name, @month, @ValuePpm, @Source) ON CONFLICT (name, "
            + "month) DO NOTHING",
            new { name, month = Month(month), request.ValuePpm, request.Source },
            $"index '{name}' has a value for {month} already; it stays, as months may have been rated by it");
    }

    /// <summary>Holds from the hour that runs on: what was before is corrected by an adjustment.</summary>
    public static async Task<JsonObject> StoreAsync(OperatorCall call, string sid, string source, Stored request)
    {
        if (request.Bytes is < 0 or > StoredStore.MostBytes)
            throw new OperatorException($"{request.Bytes} bytes cannot be kept; expected 0 to {StoredStore.MostBytes}");
        if (source == StoredStore.Records)
            throw new OperatorException($"'{source}' is what was collected, which is measured; choose another name for what else is kept");
        return await StoredStore.SetAsync(call.Transaction, sid, source, request.Bytes, call.Now)
            ? []
            : throw new OperatorException(await StoredStore.WhyNotAsync(call.Transaction, sid, source, call.Now));
    }

    public static Task<JsonObject> GatewayCountAsync(OperatorCall call, GatewayCount request)
    {
        if (request.Calls is < 0 or > MostCalls)
            throw new OperatorException($"the gateway counted {request.Calls} calls; expected 0 to {MostCalls}");
        if (DateOnly.FromDateTime(call.Now.UtcDateTime) is var today && request.Day > today)
            throw new OperatorException($"{request.Day:yyyy-MM-dd} is not there yet; expected a day up to {today:yyyy-MM-dd}");
        return MoveAsync(
            call,
            """
            INSERT INTO gateway_count (sid, day, n, calls) SELECT sid, @day, @n, @Calls FROM subscription WHERE sid = @Sid
            ON CONFLICT (sid, day) DO UPDATE SET calls = excluded.calls
            """,
            new
            {
                request.Sid, day = request.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                n = (long)(request.Day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber), request.Calls,
            },
            $"there is no subscription '{request.Sid}'");
    }

    /// <summary>Reads on where it stopped: whoever mended the log says so.</summary>
    public static Task<JsonObject> ResumeLogAsync(OperatorCall call, string log) => MoveAsync(
        call, "UPDATE usage_log SET state = 'open', reason = NULL, seen = @now WHERE log = @log AND state = 'broken'",
        new { log, now = call.Now.ToUnixTimeMilliseconds() },
        $"log '{log}' is not stopped, or not known; GET /operator/logs?state=broken lists those that are");

    public static async Task<JsonObject> ReleaseWebhookAsync(OperatorCall call, string provider, string webhook)
        => await WebhookStore.ReleaseAsync(call.Transaction, provider, webhook, call.Now)
            ? []
            : throw new OperatorException(
                $"webhook '{webhook}' of {provider} is not set aside, or was not signed; GET /operator/webhooks?state=quarantined lists "
                + "those that are");

    /// <summary>A charge that was wrong is given up, so that the next attempt can be made.</summary>
    public static async Task<JsonObject> ReleaseChargeAsync(OperatorCall call, string charge)
    {
        await MoveAsync(
            call, "UPDATE charge SET state = 'abandoned', settled = @now WHERE id = @charge AND state = 'quarantined'",
            new { charge, now = call.Now.ToUnixTimeMilliseconds() },
            $"charge '{charge}' is not set aside; GET /operator/charges?state=quarantined lists those that are");
        await call.Transaction.Connection!.ExecuteAsync(
            "UPDATE invoice SET state = CASE WHEN due < @now THEN 'overdue' ELSE 'issued' END WHERE state = 'pending' AND id = (SELECT "
            + "invoice FROM charge WHERE id = @charge)",
            new { charge, now = call.Now.ToUnixTimeMilliseconds() }, call.Transaction);
        return [];
    }

    /// <summary>Asks for a refund again that the provider refused, under another key.</summary>
    public static Task<JsonObject> RetryRefundAsync(OperatorCall call, string refund) => MoveAsync(
        call,
        "UPDATE refund SET state = 'started', attempt = attempt + 1, provider_refund = NULL, issue = NULL WHERE id = @refund AND state "
        + "= 'refused'", new { refund },
        $"refund '{refund}' was not refused; GET /operator/credit-notes?state=refused lists those that were");

    public static Task<JsonObject> ResumeRatingAsync(OperatorCall call, string sid) => MoveAsync(
        call, "DELETE FROM rating_fault WHERE sid = @sid", new { sid },
        $"subscription '{sid}' can be rated; GET /operator/rating-faults lists those that cannot");

    /// <summary>Sends one that was given up, or that was written down while nothing was sent.</summary>
    public static Task<JsonObject> ResendNoticeAsync(OperatorCall call, string notice) => MoveAsync(
        call,
        "UPDATE notice SET state = 'waiting', attempts = 0, next = @now, done = NULL, issue = NULL WHERE id = @notice AND state IN "
        + "('dead', 'kept')",
        new { notice, now = call.Now.ToUnixTimeMilliseconds() },
        $"notice '{notice}' is none that was given up or kept; GET /operator/notices?state=dead lists those that were given up");

    private static async Task<JsonObject> MoveAsync(OperatorCall call, string sql, object parameters, string otherwise)
        => await call.Transaction.Connection!.ExecuteAsync(sql, parameters, call.Transaction) == 1
        ? []
        : throw new OperatorException(otherwise);

    /// <summary>Under which something is done once.</summary>
    private static void RequireId(string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > LongestId)
            throw new OperatorException(
                $"the id is '{id}'; expected 1 to {LongestId} characters, the same ones when the order is sent again");
    }

    private static long Micros(decimal amount)
    {
        if (Math.Abs(amount) > MostAmount)
            throw new OperatorException($"the amount is {amount}; expected at most {MostAmount}");
        var micros = amount * Pico.MicrosPerUnit;
        return micros == decimal.Truncate(micros)
            ? (long)micros
            : throw new OperatorException($"{amount} is no amount of money; expected at most six decimals");
    }

    private static string Month(string month)
        => DateOnly.TryParseExact(
            $"{month}-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _)
            ? month
            : throw new OperatorException($"'{month}' is no month; expected one such as 2026-12");
}
