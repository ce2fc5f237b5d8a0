namespace Tincan.Pages.Values;

/// <summary>A value depends on something that a watcher of the conversation does not know.</summary>
public sealed class UnknownValueException() : Exception("the value is not known");
