namespace Tincan.Protocols.Book.Formats;

/// <summary>Counts the skipped contacts of a file.</summary>
/// <param name="file">The file's name, for messages.</param>
public sealed class PassedOverCount(string file)
{
    private readonly int[] _counts = new int[Enum.GetValues<PassedOver>().Length];

    /// <summary>The number of skipped contacts.</summary>
    public int Count => _counts.Sum();

    /// <summary>One sentence, or none if nothing was skipped.</summary>
    public IEnumerable<string> Lines => Count == 0 ? [] : [$"{file}: {Count} passed over: {string.Join(", ", Reasons())}"];

    /// <summary>Counts a contact.</summary>
    /// <param name="why">Why it was skipped.</param>
    public void Add(PassedOver why) => _counts[(int)why]++;

    private IEnumerable<string> Reasons() => Enum.GetValues<PassedOver>().Where(why => _counts[(int)why] > 0).Select(why => $"{_counts[(int)why]} {Words(why)}");

    private static string Words(PassedOver why) => why switch
    {
        PassedOver.NoAddress => "without an address",
        PassedOver.NoName => "without a name",
        _ => "repeated",
    };
}
