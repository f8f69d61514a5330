using Platform.Inference.Faults;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Http;

/// <summary><c>/v1/models</c>: the models that take texts, here and elsewhere.</summary>
internal sealed class TextModelList(ModelRepository models, Upstreams upstreams)
{
    public void WriteAll(PooledBytes body)
    {
        body.Append("{\"object\":\"list\",\"data\":["u8);
        var names = Own().Select(model => model.Name).Union(upstreams.All.Select(model => model.Name)).Order(StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
                body.Append((byte)',');
            WriteOne(names[i], body);
        }

        body.Append("]}"u8);
    }

    /// <exception cref="ProtocolException">404: there is none of this name.</exception>
    public void WriteOne(string name, PooledBytes body)
    {
        body.Append("{\"id\":"u8);
        body.AppendString(name);
        body.Append(",\"object\":\"model\",\"created\":"u8);
        body.AppendInteger(CreatedAt(name));
        body.Append(",\"owned_by\":\"organization-owner\"}"u8);
    }

    private long CreatedAt(string name)
    {
        if (Own().FirstOrDefault(model => model.Name == name) is { } own)
            return own.Default!.Created.ToUnixTimeSeconds();
        // When it was made is known elsewhere
        if (upstreams.Find(name) is not null)
            return 0;
        _ = models.Find(name);
        throw new ProtocolException(Fault.NotFound, $"model '{Quote.Short(name)}' writes no texts; GET /v1/models lists those that do");
    }

    private IEnumerable<Model> Own() => models.Models.Where(model => model.Default is { HasTexts: true });
}
