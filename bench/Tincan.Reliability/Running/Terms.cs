namespace Tincan.Reliability;

/// <summary>On what terms an experiment runs.</summary>
/// <param name="IsShort">The form for every day, within seconds; otherwise the one whose figures are published.</param>
/// <param name="Seed">Of all chance.</param>
/// <param name="Talk">Where progress is told.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Terms(bool IsShort, int Seed, TextWriter Talk)
{
    /// <summary>One value for the short form and one for the long.</summary>
    public T Pick<T>(T whenShort, T whenLong) => IsShort ? whenShort : whenLong;

    public void Tell(string what) => Talk.WriteLine(what);
}
