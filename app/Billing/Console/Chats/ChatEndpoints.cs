using System.Text;
using System.Text.Json.Nodes;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Calls;
using Platform.Billing.Console.Metering;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Pages;
using Platform.Billing.Gateway;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Console.Chats;

/// <summary>A conversation with a model: with script the answer comes as it is written, without it a form that shows it.</summary>
internal sealed class ChatEndpoints(ModelCatalog models, CallGate gate, AccountDesk accounts, TimeProvider time)
{
    private const string Path = "v1/chat/completions";

    public void Map(IEndpointRouteBuilder app, ConsoleDesk desk)
    {
        app.MapGet("/console/chat", (HttpContext context) => desk.ShowAsync(context, Need.Nobody, BeginAsync));
        app.MapPost("/console/chat", (HttpContext context) => desk.ActAsync(context, Need.Nobody, SayAsync));
        app.MapPost("/console/chat/stream", (HttpContext context) => desk.ActAsync(context, Need.Nobody, StreamAsync));
    }

    private Task<IResult> BeginAsync(ConsoleCall call) => ShowAsync(
        call, new Conversation(call.Context.Request.Query["model"].ToString(), []), new());

    private async Task<IResult> SayAsync(ConsoleCall call)
    {
        var (conversation, message) = (Conversation.Read(call.Form), call.Form["message"].ToString());
        if (!Conversation.IsMessage(message))
            return await ShowAsync(
                call, conversation, new(message, Problem: Texts.MessageTooLong), StatusCodes.Status422UnprocessableEntity);
        if (await gate.AdmitAsync(call) is var admitted && admitted.Way is not { } way)
            return ConsoleDesk.Problem(call.Context, admitted.Message, admitted.Status);
        if (!await accounts.UseAsync(call.Once))
            return await ShowAsync(call, conversation, new(message));
        var asked = conversation.Say("user", message.Trim());
        var answer = await way.CallAsync(Path, asked.ToCall(isStreamed: false), call.Aborted);
        if (answer.IsGood && (string?)answer.Body!["choices"]?[0]?["message"]?["content"] is { } text)
            return await ShowAsync(call, asked.Say("assistant", text), new(Tokens: await TokensAsync(call, answer.Body["usage"])));
        return await ShowAsync(call, conversation, new(message, Failed: answer));
    }

    private async Task<IResult> StreamAsync(ConsoleCall call)
    {
        var (conversation, message) = (Conversation.Read(call.Form), call.Form["message"].ToString());
        if (!Conversation.IsMessage(message))
            return Results.Text(Texts.MessageTooLong, statusCode: StatusCodes.Status422UnprocessableEntity);
        if (await gate.AdmitAsync(call) is var admitted && admitted.Way is not { } way)
            return Results.Text(admitted.Message, statusCode: admitted.Status);
        if (!await accounts.UseAsync(call.Once))
            return Results.Text(Texts.SentAlready, statusCode: StatusCodes.Status409Conflict);
        try
        {
            using var answer = await way.StreamAsync(Path, conversation.Say("user", message.Trim()).ToCall(isStreamed: true), call.Aborted);
            if (!answer.IsSuccessStatusCode)
                return Results.Text(Words((int)answer.StatusCode), statusCode: (int)answer.StatusCode);
            await PassAsync(call, answer);
            return Results.Empty;
        }
        catch (Exception exception) when (exception is HttpRequestException or GatewayException)
        {
            return Results.Text(Texts.CallUnanswered, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Line by line as it comes; after the usage what the call cost. Whoever stops ends the call at the server too.</summary>
    private async Task PassAsync(ConsoleCall call, HttpResponseMessage answer)
    {
        var response = call.Context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(call.Aborted), Encoding.UTF8);
        try
        {
            while (await reader.ReadLineAsync(call.Aborted) is { } line)
            {
                if (line.Length == 0)
                    continue;
                await response.WriteAsync($"{line}\n\n", call.Aborted);
                if (line.StartsWith("data: {", StringComparison.Ordinal) && JsonNode.Parse(line[6..])?["usage"] is JsonObject usage)
                    await response.WriteAsync(
                        $"data: {new JsonObject { ["shown"] = await TokensAsync(call, usage) }.ToJsonString()}\n\n", call.Aborted);
                await response.Body.FlushAsync(call.Aborted);
            }
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
        }
    }

    /// <summary>Whoever may not call, and why.</summary>
    private async Task<string> TokensAsync(ConsoleCall call, JsonNode? usage)
    {
        var (read, written) = ((long?)usage?["prompt_tokens"] ?? 0, (long?)usage?["completion_tokens"] ?? 0);
        var counted = $"{Shown.Number(read)} + {Shown.Number(written)} {Texts.Tokens}";
        if (call.View.Customer?.Current is not { } subscription)
            return counted;
        var now = time.GetUtcNow();
        var view = await PeriodReader.ReadAsync(call.Connection, subscription, now);
        return $"{counted} · {CallPrice.Of(subscription.At(Hours.Of(now)).Plan, view.Meters, read, written).Text}";
    }

    private async Task<IResult> ShowAsync(
        ConsoleCall call, Conversation conversation, ChatTurn turn, int status = StatusCodes.Status200OK)
    {
        string[] names = [.. (await models.ListAsync(call.Aborted)).Where(model => model.Way == ModelWay.Chat).Select(model => model.Name)];
        var chosen = names.Contains(conversation.Model) ? conversation : conversation with { Model = names.FirstOrDefault() ?? "" };
        var plan = call.View.Customer?.Current?.At(Hours.Of(time.GetUtcNow())).Plan;
        return ConsoleDesk.Page<ChatPage>(
            call,
            new ChatModel(names, chosen, turn, Price(plan, Meter.TokensIn), Price(plan, Meter.TokensOut), call.View.Customer is null),
            status);
    }

    private static string? Price(PlanVersion? plan, Meter meter)
        => plan?.Meters.FirstOrDefault(price => price.Meter == meter) is { } found
        ? Shown.Price(found.Tiers[0].PricePico * 1000, plan.Currency)
        : null;

    private static string Words(int status) => status switch
    {
        401 => Texts.CallRefused,
        403 => Texts.CallForbidden,
        429 => Texts.CallTooMany,
        _ => Texts.CallUnanswered,
    };
}
