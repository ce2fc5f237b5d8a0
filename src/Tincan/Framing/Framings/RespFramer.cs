using System.Buffers.Text;

namespace Tincan.Framing.Framings;

/// <summary>Finds values of RESP 2 and 3, and inline commands. An array is one message, whatever is in it.</summary>
/// <remarks>It remembers how many values are still to come, and where, or an array that comes byte by byte would be looked at from its start each time.</remarks>
internal sealed class RespFramer(int maxLength) : IFramer
{
    private int _at;
    private long _left = 1;
    private int _seen;

    /// <summary>Up to where no line end was found.</summary>
    private int _searched;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (seen == 0 || seen != _seen)
        {
            (_at, _left, _searched) = (0, 1, 0);
        }

        _seen = bytes.Length;
        while (_left > 0)
        {
            var from = Math.Max(_at, _searched);
            var found = from > bytes.Length ? -1 : bytes[from..].IndexOf("\r\n"u8);
            var length = found < 0 ? -1 : from - _at + found;
            if (length < 0)
            {
                // A CR at the end may be the beginning of one.
                _searched = Math.Max(_at, bytes.Length - 1);
                return bytes.Length > maxLength ? FrameCut.Invalid($"the message has more than {maxLength} bytes") : FrameCut.NeedMore;
            }

            if (Step(bytes.Slice(_at, length), out var payload, out var members) is { } problem)
            {
                return FrameCut.Invalid(problem);
            }

            var next = _at + length + 2 + payload;
            if (next > maxLength)
            {
                return FrameCut.Invalid($"the message has {next} bytes, more than the limit of {maxLength}");
            }

            if (next > bytes.Length)
            {
                return FrameCut.NeedMore;
            }

            (_at, _left) = ((int)next, _left - 1 + members);
        }

        var end = _at;
        (_at, _left, _seen, _searched) = (0, 1, 0, 0);
        return FrameCut.Done(end, end);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => $"the last value has {bytes.Length} bytes and no end";

    /// <summary>Looks at the first line of a value.</summary>
    /// <param name="line">The line.</param>
    /// <param name="payload">How many bytes follow it that belong to this value.</param>
    /// <param name="members">How many values follow that are part of it.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    private string? Step(ReadOnlySpan<byte> line, out long payload, out long members)
    {
        (payload, members) = (0, 0);
        if (line is [] or not [(byte)'$' or (byte)'=' or (byte)'!' or (byte)'*' or (byte)'~' or (byte)'>' or (byte)'%', ..])
        {
            return null;
        }

        // -1 is null, in RESP 2.
        if (!Utf8Parser.TryParse(line[1..], out long count, out var digits) || digits != line.Length - 1 || count < -1)
        {
            return $"'{Escape.ForTerminal(line[..Math.Min(line.Length, 30)])}' has no length";
        }

        if (line[0] is (byte)'$' or (byte)'=' or (byte)'!')
        {
            payload = count < 0 ? 0 : count + 2;
        }
        else
        {
            members = Math.Max(0, count) * (line[0] == '%' ? 2 : 1);
        }

        return payload > maxLength || members > maxLength ? $"a length of {count} is more than the limit of {maxLength}" : null;
    }
}
