using System.Text.Json;
using Tincan.Parsing;

namespace Tincan.Cli.Settings;

/// <summary>Something that can be said of an owner: of the plan, of a service, of its limits. What is read, the schema and <c>--check</c> are made from it.</summary>
/// <param name="key">Its name in the file: the option of <c>tincan serve</c> that does the same, without the dashes.</param>
/// <param name="meaning">What it means, in a sentence or two.</param>
internal abstract class Setting<TOwner>(string key, string meaning)
{
    public string Key => key;

    public string Meaning => meaning;

    /// <summary>There is nothing without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The owner with the setting as it is written.</summary>
    /// <exception cref="SyntaxException">It is no value of this setting.</exception>
    public abstract TOwner Read(TOwner owner, SourceValue value);

    /// <summary>Its value in an owner, for people; null if there is none.</summary>
    public abstract string? Of(TOwner owner);

    /// <summary>The files that its value in an owner names.</summary>
    public abstract IEnumerable<Said<string>> Files(TOwner owner);

    /// <summary>Writes the keywords of a schema for its value.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);
}

/// <summary>A setting that some owners take.</summary>
/// <param name="key">Its name.</param>
/// <param name="meaning">What it means.</param>
/// <param name="form">How its value is written.</param>
/// <param name="get">Its value in an owner; null if there is none.</param>
/// <param name="with">An owner with another value.</param>
internal sealed class Setting<TOwner, TPlan, T>(
    string key, string meaning, SettingForm<T> form, Func<TPlan, object?> get, Func<TPlan, T, TPlan> with) : Setting<TOwner>(key, meaning)
    where TOwner : class
    where TPlan : class, TOwner
    where T : notnull
{
    public override TOwner Read(TOwner owner, SourceValue value) => with((TPlan)owner, form.Read(Key, value));

    public override string? Of(TOwner owner) => get((TPlan)owner) is T value ? form.Write(value) : null;

    public override IEnumerable<Said<string>> Files(TOwner owner) => get((TPlan)owner) is T value ? form.Files(value) : [];

    public override void WriteSchema(Utf8JsonWriter schema) => form.WriteSchema(schema);
}
