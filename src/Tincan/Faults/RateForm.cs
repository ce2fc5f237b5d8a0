using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>Bytes per second. A kilobyte has 1,000.</summary>
internal sealed class RateForm : ValueForm<long>
{
    /// <summary>Far above what a machine can do, and far below an overflow.</summary>
    private const long Most = 1_000_000_000_000;

    private static readonly (string Name, long Bytes)[] Units = [("GB/s", 1_000_000_000), ("MB/s", 1_000_000), ("KB/s", 1000), ("B/s", 1)];

    public override string Meaning => "bytes per second, 1 or more: 1000, 10KB/s or 1MB/s";

    public override bool TryRead(Token word, out long value)
    {
        value = 0;
        var text = word.Text;
        var (name, bytes) = Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase));
        var number = text[..^(name?.Length ?? 0)];
        var unit = Math.Max(1, bytes);
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > Most / unit)
        {
            return false;
        }

        value = (long)(amount * unit);
        return value >= 1;
    }

    public override int WrongFrom(Token word)
    {
        var unit = Digits.EndOfNumber(word.Bytes);
        var text = word.Text[unit..];
        return Array.Exists(Units, known => known.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) ? 0 : unit;
    }

    public override string Write(long value)
    {
        var (name, bytes) = Array.Find(Units, unit => value % unit.Bytes == 0);
        return bytes == 1 ? $"{value}" : $"{value / bytes}{name}";
    }

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = 1, ["maximum"] = Most };
}
