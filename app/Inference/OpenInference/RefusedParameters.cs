using System.Text;
using Platform.Inference.Faults;

namespace Platform.Inference.OpenInference;

/// <summary>
/// Parameters that other servers know and that change what they answer, or when. A caller who sends one counts on that, so it
/// is refused by name; the values that ask for nothing are taken. Parameters that change no answer are ignored.
/// </summary>
internal static class RefusedParameters
{
    /// <param name="name">Of the parameter.</param>
    /// <param name="json">Its value: a string, a number or a boolean.</param>
    /// <param name="owner">Whose it is: of the request, an input or an output.</param>
    /// <exception cref="ProtocolException">400: it asks for what this server does not do.</exception>
    public static void Check(string name, ReadOnlySpan<byte> json, string owner)
    {
        if (ReasonOf(name) is not { } reason || AsksForNothing(name, json))
            return;
        throw ProtocolException.BadRequest(
            $"parameter '{name}' of {owner} is {Quote.Short(Encoding.UTF8.GetString(json))}, which this server does not do: {reason}");
    }

    private static string? ReasonOf(string name) => name switch
    {
        "sequence_id" or "sequence_start" or "sequence_end" =>
            "no state is kept between requests; send what the model needs of earlier ones with each",
        "priority" => "requests of a model wait in one queue, in the order in which they came; leave it out",
        "classification" or "class_count" => "outputs are given whole; take the greatest of them yourself, or POST /models/{name}/predict",
        "shared_memory_region" or "shared_memory_byte_size" or "shared_memory_offset" => "tensors travel in the request; send the data",
        "content_type" =>
            "strings are given to the model as they are; decode them before, and send content_type 'np', 'pd' or 'str', or none",
        _ => null,
    };

    private static bool AsksForNothing(string name, ReadOnlySpan<byte> json) => name == "content_type"
        // Those of MLServer's that turn strings into other values before the model gets them.
        ? !json.StartsWith("\"base64"u8) && !json.StartsWith("\"hg_"u8) && !json.StartsWith("\"pillow"u8)
        && !json.StartsWith("\"datetime"u8)
        : json.SequenceEqual("0"u8) || json.SequenceEqual("false"u8) || json.SequenceEqual("\"\""u8);
}
