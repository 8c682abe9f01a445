/** What one can work with beside the text, in the order of the tabs. */
export const toolIds = ['terminal', 'editor', 'preview', 'picture'] as const;
export type ToolId = (typeof toolIds)[number];

export const toolLabels: Readonly<Record<ToolId, string>> = {
  terminal: 'Terminal',
  editor: 'Editor',
  preview: 'Preview',
  picture: 'Picture',
};

/** A tool is made when it is first shown and then kept, also while another one is in front of it. */
export interface ToolProps {
  readonly isVisible: boolean;
}
