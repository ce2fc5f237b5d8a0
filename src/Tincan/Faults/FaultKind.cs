using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>A kind of fault: its name, what it does, and its settings.</summary>
public abstract class FaultKind
{
    private readonly Func<Fault> _make;
    private readonly List<Setting<Fault>> _own = [];
    private readonly Dictionary<string, string> _meaningless = [];

    private protected FaultKind(string name, string does, string exposes, Func<Fault> make)
    {
        Name = name;
        Does = does;
        Exposes = exposes;
        _make = make;
    }

    /// <summary>The name, on a command line and in a recording.</summary>
    public string Name { get; }

    /// <summary>One sentence: what it does on the wire.</summary>
    public string Does { get; }

    /// <summary>The bug it finds, as the object of "exposes".</summary>
    public string Exposes { get; }

    /// <summary>The fault with default settings.</summary>
    public Fault Default => field ??= _make();

    /// <summary>The settings that only this fault has.</summary>
    public IReadOnlyList<Setting<Fault>> Own => _own;

    /// <summary>The shared settings for when and where it acts, without the <see cref="Meaningless"/> ones.</summary>
    public IEnumerable<Setting<Fault>> Triggers => SharedSettings.Triggers.Where(IsAccepted);

    /// <summary>The shared settings for when it ends, without the <see cref="Meaningless"/> ones.</summary>
    public IEnumerable<Setting<Fault>> Ends => SharedSettings.Ends.Where(IsAccepted);

    /// <summary>All its settings, in the order in which text and JSON write them.</summary>
    public IEnumerable<Setting<Fault>> Settings => [.. Own, .. Triggers, .. Ends];

    /// <summary>An example in text form, and what it does.</summary>
    public (string Fault, string Meaning) Example { get; private protected set; }

    /// <summary>Settings that exclude each other.</summary>
    public IReadOnlyList<string> Alternatives { get; private protected set; } = [];

    /// <summary>The shared settings it does not accept, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Meaningless => _meaningless;

    private protected void Add(Setting<Fault> setting) => _own.Add(setting);

    private protected void AddMeaningless(string key, string why) => _meaningless.Add(key, why);

    private bool IsAccepted(Setting<Fault> setting) => !_meaningless.ContainsKey(setting.Key);
}

/// <summary>Declares a kind of fault.</summary>
internal sealed class FaultKind<TFault>(string name, string does, string exposes) : FaultKind(name, does, exposes, static () => new TFault())
    where TFault : Fault, new()
{
    /// <summary>Adds a setting that only this fault has.</summary>
    public FaultKind<TFault> With<T>(string key, string meaning, ValueForm<T> form, Func<TFault, object?> get, Func<TFault, T, Fault> with)
    {
        Add(new Setting<Fault, TFault, T>(key, meaning, form, get, with));
        return this;
    }

    /// <summary>Adds <c>hold</c>: how long it stops the bytes.</summary>
    public FaultKind<TFault> WithHold(Func<TFault, object?> get, Func<TFault, TimeSpan, Fault> with) =>
        With("hold", "How long. Default: forever.", Forms.TimeAboveZero, get, with);

    /// <summary>Adds settings that it has in common with other faults.</summary>
    public FaultKind<TFault> With(params Setting<Fault>[] settings)
    {
        Array.ForEach(settings, Add);
        return this;
    }

    public FaultKind<TFault> WithExample(string fault, string meaning)
    {
        Example = (fault, meaning);
        return this;
    }

    /// <summary>These settings exclude each other.</summary>
    public FaultKind<TFault> WithOneOf(params string[] keys)
    {
        Alternatives = keys;
        return this;
    }

    /// <summary>It does not accept these shared settings, for this reason.</summary>
    public FaultKind<TFault> Without(string why, params string[] keys)
    {
        foreach (var key in keys)
        {
            AddMeaningless(key, why);
        }

        return this;
    }
}
