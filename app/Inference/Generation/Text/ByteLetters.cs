using System.Text;

namespace Platform.Inference.Generation.Text;

/// <summary>The printable letters that byte-level tokenizers write bytes as.</summary>
/// <seealso href="https://github.com/openai/gpt-2/blob/master/src/encoder.py">bytes_to_unicode.</seealso>
internal static class ByteLetters
{
    private static readonly Dictionary<char, byte> _bytes = Create();

    /// <summary>The bytes of a token; one with other letters is its own text.</summary>
    public static byte[] ToBytes(string token)
        => token.All(_bytes.ContainsKey) ? [.. token.Select(letter => _bytes[letter])] : Encoding.UTF8.GetBytes(token);

    private static Dictionary<char, byte> Create()
    {
        var (bytes, spare) = (new Dictionary<char, byte>(), 256);
        for (var value = 0; value < 256; value++)
            bytes[value is (>= 33 and < 127) or (>= 161 and < 173) or >= 174 ? (char)value : (char)spare++] = (byte)value;
        return bytes;
    }
}
