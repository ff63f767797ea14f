using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function once on each new instance before it gets work. (The worker names it without "Attribute".)</summary>
public sealed class WarmupTrigger : TriggerBindingAttribute;
