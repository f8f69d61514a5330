using Platform.Inference.Json;

namespace Platform.Inference.Usage;

/// <summary>The lines of a log, each a JSON object. Times are milliseconds since 1970; <c>s</c> counts a log's events from 1.</summary>
internal static class UsageLines
{
    private const int Version = 1;

    extension(PooledBytes lines)
    {
        /// <summary>The first line: which log this is.</summary>
        public void AppendOpened(string log, long milliseconds)
        {
            lines.Append("{\"v\":"u8);
            lines.AppendInteger((long)Version);
            lines.Append(",\"log\":"u8);
            lines.AppendString(log);
            lines.AppendField(",\"opened\":"u8, milliseconds);
            lines.Append("}\n"u8);
        }

        /// <summary>All events up to this number and time are above this line.</summary>
        public void AppendMark(long milliseconds, long sequence)
        {
            lines.AppendField("{\"mark\":"u8, milliseconds);
            lines.AppendField(",\"s\":"u8, sequence);
            lines.Append("}\n"u8);
        }

        /// <summary>The last line: nothing comes after it.</summary>
        public void AppendClosed(long milliseconds, long sequence)
        {
            lines.AppendField("{\"closed\":"u8, milliseconds);
            lines.AppendField(",\"s\":"u8, sequence);
            lines.Append("}\n"u8);
        }

        /// <param name="milliseconds">When the request was answered; of an event that takes another back, the other's.</param>
        /// <param name="sequence">The event's number.</param>
        /// <param name="usage">What is billed.</param>
        /// <param name="back">The number of the event that this one takes back, with the same amounts; 0 for none.</param>
        public void AppendUsage(long milliseconds, long sequence, in UsageEvent usage, long back = 0)
        {
            lines.AppendField("{\"s\":"u8, sequence);
            if (back > 0)
                lines.AppendField(",\"back\":"u8, back);
            lines.AppendField(",\"t\":"u8, milliseconds);
            lines.AppendName(",\"sub\":"u8, usage.Subscription);
            lines.AppendName(",\"prod\":"u8, usage.Product);
            lines.AppendName(",\"model\":"u8, usage.Model);
            lines.AppendName(",\"ver\":"u8, usage.Version);
            lines.AppendField(",\"rows\":"u8, usage.Rows);
            lines.AppendField(",\"us\":"u8, usage.ComputeMicroseconds);
            if (usage.TokensIn is { } tokensIn)
                lines.AppendField(",\"in\":"u8, tokensIn);
            if (usage.TokensOut is { } tokensOut)
                lines.AppendField(",\"out\":"u8, tokensOut);
            lines.AppendField(",\"rb\":"u8, usage.RequestBytes);
            lines.AppendField(",\"wb\":"u8, usage.ResponseBytes);
            lines.Append("}\n"u8);
        }

        private void AppendField(ReadOnlySpan<byte> name, long value)
        {
            lines.Append(name);
            lines.AppendInteger(value);
        }

        private void AppendName(ReadOnlySpan<byte> name, string? value)
        {
            lines.Append(name);
            if (value is null)
                lines.Append("null"u8);
            else
                lines.AppendString(value);
        }
    }
}
