namespace Tincan.Pages.Transcripts;

/// <summary>Who speaks in a transcript.</summary>
public enum RoleKind
{
    /// <summary><c>C</c>, or one of several: <c>C1</c>, <c>C2</c>.</summary>
    Client,

    /// <summary><c>S</c>.</summary>
    Server,

    /// <summary><c>T1</c>, <c>T2</c>: a server that the program under test calls.</summary>
    Upstream,
}

/// <param name="Kind">What it is.</param>
/// <param name="Number">Which of them; 0 for C and S, which have no number.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Role(RoleKind Kind, int Number = 0)
{
    public static Role Server => new(RoleKind.Server);

    /// <summary>As it is written: <c>C</c>, <c>C2</c>, <c>S</c>, <c>T1</c>.</summary>
    public override string ToString() => (Kind switch { RoleKind.Client => "C", RoleKind.Server => "S", _ => "T" }) + (Number > 0 ? $"{Number}" : "");
}
