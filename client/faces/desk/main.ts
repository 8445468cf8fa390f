import { createPinia } from 'pinia';
import { createApp } from 'vue';
import '../../ui/css/ui.css';
import '../../ui/theme.ts';
import DeskApp from './DeskApp.vue';

/** The duty desk, at `/`; `?book=` names an exercise. */
createApp(DeskApp).use(createPinia()).mount('#app');
