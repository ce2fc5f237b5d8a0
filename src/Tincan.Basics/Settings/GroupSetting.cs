using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Settings;

/// <summary>A group of settings: an object in JSON, separate options on a command line.</summary>
/// <param name="key">The name in JSON.</param>
/// <param name="meaning">The meaning, in a sentence or two.</param>
/// <param name="settings">The settings of the group.</param>
/// <param name="usual">The default value.</param>
/// <param name="get">Gets the value from an owner; null if there is none.</param>
/// <param name="with">Returns an owner with another value.</param>
public sealed class GroupSetting<TOwner, TPlan, T>(
    string key, string meaning, IReadOnlyList<Setting<T>> settings, T usual, Func<TPlan, T?> get, Func<TPlan, T, TOwner> with) : Setting<TOwner>(key, meaning)
    where TOwner : class
    where TPlan : class, TOwner
    where T : class
{
    /// <summary>The option that turns the group on, which all others need; null if there is none.</summary>
    public string? Switch { get; init; }

    /// <summary>The default value for an owner; null if it is the same for all.</summary>
    public Func<TPlan, T>? Start { get; init; }

    /// <summary>The name of its definition in the schema's <c>$defs</c>; null if the schema is written inline.</summary>
    public string? Definition { get; init; }

    public override ValueForm Form => new GroupForm(settings.Select(static setting => setting.Key));

    public override IEnumerable<Setting<TOwner>> Options
    {
        get
        {
            if (Switch is not null)
            {
                yield return new Setting<TOwner, TPlan, bool>(Key, Meaning, FlagForm.Instance, owner => get(owner) is not null, (owner, _) => with(owner, Current(owner)))
                {
                    Option = Switch,
                };
            }

            foreach (var setting in settings)
            {
                yield return new Inner(this, setting) { Option = setting.Option };
            }
        }
    }

    public override string? Of(TOwner owner) => get((TPlan)owner) is { } value
        ? string.Join(", ", settings.Select(setting => (setting.Key, Value: setting.Of(value))).Where(static one => one.Value is not null).Select(static one => $"{one.Key} {one.Value}"))
        : null;

    public override IEnumerable<Located<string>> Files(TOwner owner) =>
        get((TPlan)owner) is { } value ? settings.SelectMany(setting => setting.Files(value)) : [];

    public override TOwner Read(TOwner owner, string name, IReadOnlyList<Token> words) => throw new NotSupportedException();

    public override TOwner Read(TOwner owner, SourceValue value) => with((TPlan)owner, SettingReader.Read(Current((TPlan)owner), value, Key, settings));

    public override JsonNode ToJson(TOwner owner) => new JsonObject();

    public override JsonObject ToSchema() => Definition is null ? SettingSchema.OfObject(settings, usual) : SettingSchema.Reference(Definition);

    private T Current(TPlan owner) => get(owner) ?? Start?.Invoke(owner) ?? usual;

    private IEnumerable<string> NeededBy(Setting<T> setting) =>
    [
        .. Switch is null ? settings.Where(other => other.IsRequired && other != setting).Select(static other => other.Option) : [Switch],
        .. setting.Needs.Select(key => settings.First(other => other.Key == key).Option),
    ];

    /// <summary>A setting of the group, as a setting of its owner.</summary>
    private sealed class Inner(GroupSetting<TOwner, TPlan, T> group, Setting<T> setting) : Setting<TOwner>(setting.Key, setting.Meaning)
    {
        public override ValueForm Form => setting.Form;

        public override IEnumerable<string> NeededOptions => group.NeededBy(setting);

        public override string? Of(TOwner owner) => setting.Of(group.Current((TPlan)owner));

        public override IEnumerable<Located<string>> Files(TOwner owner) => setting.Files(group.Current((TPlan)owner));

        public override TOwner Read(TOwner owner, string name, IReadOnlyList<Token> words) =>
            group.With((TPlan)owner, setting.Read(group.Current((TPlan)owner), name, words));

        public override TOwner Read(TOwner owner, SourceValue value) => group.With((TPlan)owner, setting.Read(group.Current((TPlan)owner), value));

        public override JsonNode? ToJson(TOwner owner) => setting.ToJson(group.Current((TPlan)owner));
    }

    private TOwner With(TPlan owner, T value) => with(owner, value);

    private sealed class GroupForm(IEnumerable<string> keys) : ValueForm
    {
        public override string Meaning => $"an object: {{ ... }} with {string.Join(", ", keys)}";
    }
}
