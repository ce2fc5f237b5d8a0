using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>What there is to know of a fault by its name: what it does, and what can be said of it.</summary>
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

    /// <summary>Its name, on a command line as in a recording.</summary>
    public string Name { get; }

    /// <summary>What it does on the wire, in a sentence.</summary>
    public string Does { get; }

    /// <summary>The bug that it brings to light, in words that follow "exposes".</summary>
    public string Exposes { get; }

    /// <summary>The fault with all its defaults.</summary>
    public Fault Default => field ??= _make();

    /// <summary>The settings that only this fault has.</summary>
    public IReadOnlyList<Setting<Fault>> Own => _own;

    /// <summary>The settings that say when and to what it is done, as far as they mean something to it.</summary>
    public IEnumerable<Setting<Fault>> Triggers => SharedSettings.Triggers.Where(IsTaken);

    /// <summary>The settings that say when it is over, as far as they mean something to it.</summary>
    public IEnumerable<Setting<Fault>> Ends => SharedSettings.Ends.Where(IsTaken);

    /// <summary>All settings that it takes, in the order in which they are written.</summary>
    public IEnumerable<Setting<Fault>> Settings => [.. Own, .. Triggers, .. Ends];

    /// <summary>A fault as it may be written, and what comes of it.</summary>
    public (string Fault, string Meaning) Example { get; private protected set; }

    /// <summary>Settings of which at most one may be given.</summary>
    public IReadOnlyList<string> Alternatives { get; private protected set; } = [];

    /// <summary>The shared settings that mean nothing to it, and why.</summary>
    public IReadOnlyDictionary<string, string> Meaningless => _meaningless;

    private protected void Add(Setting<Fault> setting) => _own.Add(setting);

    private protected void AddMeaningless(string key, string why) => _meaningless.Add(key, why);

    private bool IsTaken(Setting<Fault> setting) => !_meaningless.ContainsKey(setting.Key);
}

/// <summary>What there is to know of a fault, and how it is said.</summary>
internal sealed class FaultKind<TFault>(string name, string does, string exposes) : FaultKind(name, does, exposes, static () => new TFault())
    where TFault : Fault, new()
{
    /// <summary>It has a setting of its own.</summary>
    public FaultKind<TFault> With<T>(string key, string meaning, ValueForm<T> form, Func<TFault, object?> get, Func<TFault, T, Fault> with)
    {
        Add(new Setting<Fault, TFault, T>(key, meaning, form, get, with));
        return this;
    }

    /// <summary>It has settings that other faults have, too.</summary>
    public FaultKind<TFault> With(params Setting<Fault>[] settings)
    {
        Array.ForEach(settings, Add);
        return this;
    }

    /// <summary>It may be written so.</summary>
    public FaultKind<TFault> WithExample(string fault, string meaning)
    {
        Example = (fault, meaning);
        return this;
    }

    /// <summary>At most one of these may be given.</summary>
    public FaultKind<TFault> WithOneOf(params string[] keys)
    {
        Alternatives = keys;
        return this;
    }

    /// <summary>Shared settings that mean nothing to it.</summary>
    public FaultKind<TFault> Without(string why, params string[] keys)
    {
        foreach (var key in keys)
        {
            AddMeaningless(key, why);
        }

        return this;
    }
}
