namespace Platform.Billing.Tests.Gateway;

/// <summary>Lets requests through, but for one: before it has an effect, or after.</summary>
internal sealed class Interruption : DelegatingHandler
{
    private int _left = -1;
    private bool _afterEffect;

    public Interruption() : base(new HttpClientHandler())
    {
    }

    public int Requests { get; private set; }

    /// <summary>Cuts the request off that comes after so many others.</summary>
    public void CutOff(int after, bool afterEffect) => (_left, _afterEffect) = (after, afterEffect);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var isCut = _left-- == 0;
        if (isCut && !_afterEffect)
            throw new HttpRequestException("cut off before it was sent");
        var answer = await base.SendAsync(request, cancellationToken);
        if (!isCut)
            return answer;
        answer.Dispose();
        throw new HttpRequestException("the answer was lost");
    }
}
