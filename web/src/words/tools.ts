// What the tools for the form as a whole say: undo, links, keeping and forgetting.

export interface ToolWords {
  views: string;
  /** The borrower's other document, as a link to it. */
  view: Record<"plan" | "check" | "share", string>;
  beside: string;

  title: string;
  edits: string;
  undo: string;
  redo: string;
  keepTitle: string;

  linkTitle: string;
  linkText: string;
  linkMake: string;
  linkCopy: string;
  linkCopied: string;
  linkTooLong: string;

  saveTitle: string;
  saveText: string;
  save: string;
  forget: string;
  saving: Record<"off" | "on" | "refused" | "forgotten", string>;

  arrivedTitle: string;
  arrivedText: string;
  arrivedOlder: string;
  useArrived: string;
  dropArrived: string;
  arrivedFault: string;
  fault: Record<"newer" | "damaged", string>;
  close: string;

  xlsx: string;
}
