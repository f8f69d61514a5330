#nullable disable warnings // As expressions see it, nothing is annotated

using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Platform.Gateway.Backends;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>
/// The answer while policies work on it: its head, and a body of its own or the backend's, which is not read unless somebody looks.
/// </summary>
internal sealed class CallResponse : IResponse
{
    private string? _reason;
    private HeaderView? _view;

    public int StatusCode { get; set; } = 200;

    public string StatusReason
    {
        get => _reason ?? ReasonPhrases.GetReasonPhrase(StatusCode);
        set => _reason = value;
    }

    public IHeaderDictionary Fields { get; } = new HeaderDictionary();
    public IHeaders Headers => _view ??= new(Fields);

    /// <summary>Null: the backend's.</summary>
    public byte[]? Content { get; private set; }

    public BackendAnswer? Backend { get; init; }

    /// <summary>What a backend answered, as policies find it.</summary>
    public static CallResponse Of(BackendAnswer answer)
    {
        var response = new CallResponse { StatusCode = answer.StatusCode, Backend = answer };
        if (!string.IsNullOrEmpty(answer.Reason))
            response.StatusReason = answer.Reason;
        answer.CopyHeaders(response.Fields);
        return response;
    }

    public IMessageBody Body => new MessageBody(Content ?? [], () => Content = []);

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void Write(byte[] content)
    {
        Content = content;
        Fields.ContentLength = content.Length;
        Fields.Remove("Transfer-Encoding");
    }

    public async ValueTask BufferAsync(CancellationToken cancellationToken)
    {
        if (Content is null && Backend is not null)
            Write(await Backend.ReadAsync(cancellationToken));
    }
}
